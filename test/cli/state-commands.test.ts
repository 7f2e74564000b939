import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import type { TestSandbox } from '../support/sandbox.ts'
import { folderWith, run } from './commands.ts'
import { runningSandbox } from './running-sandbox.ts'

const exportOf = async (sandbox: TestSandbox, prefix = ''): Promise<any> =>
  (await sandbox.request('GET', `${prefix}/_sandbox/export`)).body

const ADVICE = 'start one with fintech-sandbox, or say where it is with --url'

const addCustomer = (sandbox: TestSandbox, prefix = '') =>
  sandbox.request('POST', `${prefix}/conomy/customers?clientId=demo-client`, { email: 'new@example.com' })

test('reset goes back to the seeded state, and says how many rows there are', async () => {
  const { sandbox, url } = await runningSandbox()
  const before = await exportOf(sandbox)
  await addCustomer(sandbox)

  const { code, out, err } = await run(['reset', '--url', url])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^back at seed 1: \d+ rows$/)
  expect(await exportOf(sandbox)).toEqual(before)
})

test('--json prints what the sandbox answers', async () => {
  const { url } = await runningSandbox()

  const { out } = await run(['reset', '--url', url, '--json'])

  expect(JSON.parse(out)).toMatchObject({ seed: 1, rows: { 'conomy.customers': expect.any(Number) } })
})

test('--namespace means another namespace, and leaves the default one alone', async () => {
  const { sandbox, url } = await runningSandbox()
  await addCustomer(sandbox)
  await addCustomer(sandbox, '/@ci-7')
  const before = await exportOf(sandbox)

  await run(['reset', '--url', url, '--namespace', 'ci-7'])

  expect(await exportOf(sandbox)).toEqual(before)
  expect((await exportOf(sandbox, '/@ci-7'))['conomy.customers']).not.toEqual(before['conomy.customers'])
})

test('what export writes, import takes', async () => {
  const { sandbox, url } = await runningSandbox()
  const folder = await freshFolder()
  await addCustomer(sandbox)
  const before = await exportOf(sandbox)

  expect(await run(['export', 'state.json', '--url', url], { folder })).toEqual({ code: 0, out: '', err: '' })
  await run(['reset', '--url', url])
  const { code, out } = await run(['import', 'state.json', '--url', url], { folder })

  expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toEqual(before)
  expect(code).toBe(0)
  expect(out).toMatch(/^imported \d+ rows$/)
  expect(await exportOf(sandbox)).toEqual(before)
})

test('export without a file prints, and import - reads what is piped in', async () => {
  const { sandbox, url } = await runningSandbox()
  await addCustomer(sandbox)
  const { out: text } = await run(['export', '--url', url])
  await run(['reset', '--url', url])

  const { code } = await run(['import', '-', '--url', url], { input: text })

  expect(code).toBe(0)
  expect(`${text}\n`).toBe(`${JSON.stringify(await exportOf(sandbox), null, 2)}\n`)
})

test('a fixture can be imported', async () => {
  const { url } = await runningSandbox()

  expect(await run(['import', 'fixtures/oak.json', '--url', url], { folder: process.cwd() })).toMatchObject({ code: 0 })
})

test.each([
  ['broken', '{\n  "conomy.customers": {\n', 'file.json:2:23 is not valid JSON'],
  ['empty', '', 'file.json:1:1 is not valid JSON'],
  ['foreign', '{"name": "my-package", "version": "1.0.0"}', 'This is no state that can be imported'],
  ['newer', '{"sandbox": {"state": {"id": "state", "version": 99}}}', 'it is of format 99'],
  ['of a collection that is not known', '{"conomy.custmers": {"a": {"id": "a"}}}', 'there is no collection'],
])('a file that is %s is not imported: exit code 1, why, and the state untouched', async (_what, text, message) => {
  const { sandbox, url } = await runningSandbox()
  const folder = await folderWith(text, 'file.json')
  await addCustomer(sandbox)
  const before = await exportOf(sandbox)

  const { code, out, err } = await run(['import', 'file.json', '--url', url], { folder })

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toContain(message)
  expect(err.split('\n')).toHaveLength(1)
  expect(await exportOf(sandbox)).toEqual(before)
})

test('a file that is not there cannot be imported, and a folder that is not there cannot be written to', async () => {
  const { url } = await runningSandbox()
  const folder = await freshFolder()

  expect(await run(['import', 'nobody.json', '--url', url], { folder })).toMatchObject({
    code: 1,
    err: expect.stringContaining('the file cannot be read: ENOENT'),
  })
  expect(await run(['export', 'no/where.json', '--url', url], { folder })).toMatchObject({
    code: 1,
    err: expect.stringContaining('the state cannot be written: ENOENT'),
  })
})

test('snapshots are saved, listed, gone back to and forgotten', async () => {
  const { sandbox, url } = await runningSandbox()
  const snapshot = async (...argv: string[]) => await run(['snapshot', ...argv, '--url', url])

  expect((await snapshot('list')).out).toBe('no snapshots are saved')
  expect((await snapshot('save', 'before')).out).toMatch(
    /^saved before: \d+ rows, at 2026-04-20T12:00:00.000Z on the sandbox's clock$/,
  )
  const before = await exportOf(sandbox)
  await addCustomer(sandbox)
  expect((await snapshot('list')).out).toMatch(/^before: \d+ rows/)
  expect((await snapshot('restore', 'before')).out).toMatch(/^back at before: \d+ rows/)
  expect(await exportOf(sandbox)).toEqual(before)
  expect((await snapshot('delete', 'before')).out).toBe('forgot before')
  expect(JSON.parse((await snapshot('list', '--json')).out)).toEqual({ snapshots: [] })
  expect(await snapshot('delete', 'before', '--json')).toMatchObject({ code: 1, out: '' })
})

test.each([
  [['restore', 'nobody'], 1, 'There is no snapshot nobody'],
  [['save', 'no name'], 1, 'name'],
  [['save'], 2, 'snapshot save needs a name: fintech-sandbox snapshot save NAME'],
  [['list', 'all'], 2, '"all" is too much for snapshot list'],
  [['sav', 'x'], 2, 'snapshot can save, restore, delete, list, not "sav", did you mean "save"?'],
  [['toString', 'x'], 2, 'not "toString"'],
])('snapshot %j is refused', async (argv, code, message) => {
  const { url } = await runningSandbox()

  const answer = await run(['snapshot', ...argv, '--url', url])

  expect(answer).toMatchObject({ code, out: '', err: expect.stringContaining(message) })
})

test.each([
  ['--url', ['--url', 'http://127.0.0.1:6'], {}, {}, 'http://127.0.0.1:6'],
  ['--url with a slash at its end', ['--url', 'http://127.0.0.1:6/'], {}, {}, 'http://127.0.0.1:6'],
  ['the variable for it', [], { FINTECH_SANDBOX_URL: 'http://127.0.0.1:2' }, {}, 'http://127.0.0.1:2'],
  ['the config file', [], {}, { url: 'http://127.0.0.1:3' }, 'http://127.0.0.1:3'],
  ['the port of the server in the environment', [], { FINTECH_SANDBOX_PORT: '4' }, { port: 5 }, 'http://127.0.0.1:4'],
  ['the port of the server in the config file', [], {}, { port: 5 }, 'http://127.0.0.1:5'],
])(
  'where nobody listens, as %s says, that is one clear line and exit code 1',
  async (_what, argv, environment, config, url) => {
    const answer = await run(['reset', ...argv], { environment, folder: await folderWith(config) })

    expect(answer).toEqual({
      code: 1,
      out: '',
      err: `fintech-sandbox: there is no sandbox at ${url} (ECONNREFUSED); ${ADVICE}`,
    })
  },
)

test.each([
  [
    'no URL',
    ['--url', 'localhost:4010'],
    {},
    '--url must be a URL such as http://127.0.0.1:4010, not "localhost:4010"',
  ],
  ['another protocol', ['--url', 'ftp://localhost'], {}, '--url must be a URL'],
  ['any free port', [], { FINTECH_SANDBOX_PORT: '0' }, 'the port of the sandbox is 0, so nobody knows where it is'],
])('a sandbox at %s is wrong usage', async (_what, argv, environment, message) => {
  expect(await run(['reset', ...argv], { environment })).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining(message),
  })
})

test('a namespace that is none is refused by the sandbox', async () => {
  const { url } = await runningSandbox()

  expect(await run(['reset', '--url', url, '--namespace', 'Not One'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('A namespace is named with 1 to 63 of a-z, 0-9 and the hyphen'),
  })
})

test.each([
  ['an error page', 404, 'text/html', '<h1>Not found</h1>'],
  ['a page', 200, 'text/html', '<h1>Welcome</h1>'],
  ['a redirect', 302, 'text/plain', ''],
  ['problem+json that is none', 500, 'application/problem+json', 'oh'],
  ['JSON that is none', 200, 'application/json', '{'],
])('something else that answers with %s is no sandbox', async (_what, status, type, body) => {
  const url = await anotherServer(status, type, body)

  expect(await run(['reset', '--url', url])).toEqual({
    code: 1,
    out: '',
    err: `fintech-sandbox: ${url} is no sandbox: it answered POST /_sandbox/reset with ${status}`,
  })
})

test('a command that waits for an answer ends when it is asked to stop', async () => {
  const url = await anotherServer(0, '', '')

  const { code, err } = await run(['reset', '--url', url], { stopAtOnce: true })

  expect(code).toBe(1)
  expect(err).toBe('fintech-sandbox: it was stopped before the sandbox had answered')
})

test('a file is written as it was, and not mixed with what was there', async () => {
  const { url } = await runningSandbox()
  const folder = await freshFolder()
  await writeFile(join(folder, 'state.json'), 'x'.repeat(1_000_000))

  await run(['export', 'state.json', '--url', url], { folder })

  expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toHaveProperty('sandbox')
})

/** Something that is no sandbox; with the status 0 it never answers. */
async function anotherServer(status: number, type: string, body: string): Promise<string> {
  const server = createServer((_request, response) => {
    if (status !== 0) response.writeHead(status, { 'content-type': type, location: '/elsewhere' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

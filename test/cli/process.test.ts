import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'

const MAIN = resolve('dist/main.mjs')
const QUIET = ['--port', '0', '--json']
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fintech-sandbox-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

type Where = { cwd?: string; env?: Record<string, string> }

/** Starts the built process in an environment of its own. `ended` resolves with what it leaves behind. */
function launch(argv: string[], { cwd = tmpdir(), env = {} }: Where = {}) {
  const child = spawn(process.execPath, [MAIN, ...argv], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.out += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.err += chunk))
  const ended = once(child, 'close').then(([code, signal]) => ({ code: code as number | null, signal, ...text }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, ended }
}

/** Starts a process and waits until it listens. */
async function start(argv: string[], where: Where = {}) {
  const { child, ended } = launch(argv, where)
  const failed = ended.then(({ code, err }) => Promise.reject(new Error(`It ended with ${code}: ${err}`)))
  const [line] = (await Promise.race([once(createInterface(child.stdout), 'line'), failed])) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const call = async (path: string, body?: object) => {
    const headers = {
      'x-api-key': 'demo-api-key',
      authorization: 'Bearer demo-token',
      'content-type': 'application/json',
    }
    const init = body && { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(url + path, { headers, ...init })
    return { status: response.status, body: (await response.json()) as any }
  }
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return await ended
  }
  return { url, call, stop }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0, and leaves db.json and nothing else', async (signal) => {
  const data = await emptyFolder()
  const { call, stop } = await start([...QUIET, '--data', data])
  await call(CUSTOMERS, { email: 'kept@example.com' })

  const { code, err } = await stop(signal)

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(await readdir(data)).toEqual(['db.json'])
  const text = await readFile(join(data, 'db.json'), 'utf8')
  expect(text.match(/"email": "kept@example.com"/g)).toHaveLength(1)
})

test('a process that is asked to stop as soon as it says that it listens stops cleanly', async () => {
  const data = await emptyFolder()
  const { stop } = await start([...QUIET, '--data', data])

  const { code, signal } = await stop()

  expect({ code, signal }).toEqual({ code: 0, signal: null })
  expect(await readdir(data)).toEqual(['db.json'])
})

test('a restart goes on with the data', async () => {
  const data = await emptyFolder()
  const first = await start([...QUIET, '--data', data])
  const { body: created } = await first.call(CUSTOMERS, { email: 'kept@example.com' })
  await first.stop()

  const second = await start([...QUIET, '--data', data])

  const { body } = await second.call(`/conomy/customers/${created.id}?clientId=demo-client`)
  expect(body).toEqual(created)
})

test('a port that is taken is one clear line and exit code 1, and the folder is given back', async () => {
  const { url } = await start([...QUIET, '--memory'])
  const { port } = new URL(url)
  const data = await emptyFolder()

  const { code, out, err } = await launch(['--port', port, '--data', data]).ended

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe(`fintech-sandbox: port ${port} of 127.0.0.1 is taken; choose another with --port\n`)
  expect(await readdir(data)).not.toContain('lock')
})

test('a folder that another process has is one clear line and exit code 1, and the other goes on', async () => {
  const data = await emptyFolder()
  const { call } = await start([...QUIET, '--data', data])

  const { code, out, err } = await launch([...QUIET, '--data', data]).ended

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^fintech-sandbox: .* is in use by process \d+; stop it, or choose another folder\n$/)
  expect(err).toContain(data)
  expect((await call(CUSTOMERS, { email: 'still@example.com' })).status).toBe(201)
})

test('of several that are started on one folder at the same moment, one gets it, and the others say who', async () => {
  const data = await emptyFolder()
  const started = Array.from({ length: 4 }, () => launch([...QUIET, '--data', data]))

  const refused = await Promise.all(
    // Those that do not end are those that listen.
    started.map(({ child, ended }) => Promise.race([ended, once(child.stdout, 'data').then(() => undefined)])),
  )

  const said = refused.filter((end) => end !== undefined)
  expect(said).toHaveLength(3)
  for (const { code, out, err } of said) {
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^fintech-sandbox: .* is in use by process \d+; stop it, or choose another folder\n$/)
  }
})

test('a broken db.json is one line with file, line and column, exit code 1, and is left as it is', async () => {
  const data = await emptyFolder()
  const broken = '{\n  "conomy.customers": {\n    "1": { "id": "1", }\n  }\n}\n'
  await writeFile(join(data, 'db.json'), broken)

  const { code, out, err } = await launch([...QUIET, '--data', data]).ended

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^fintech-sandbox: .*db\.json:3:\d+ is not valid JSON\..*\n$/)
  expect(await readFile(join(data, 'db.json'), 'utf8')).toBe(broken)
  expect(await readdir(data)).toEqual(['db.json'])
})

test('a data folder that is a file is one clear line and exit code 1', async () => {
  const file = join(await emptyFolder(), 'file')
  await writeFile(file, 'mine')

  const { code, err } = await launch([...QUIET, '--data', file]).ended

  expect(code).toBe(1)
  expect(err).toMatch(/^fintech-sandbox: .* cannot be used as the data folder: .*\n$/)
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('a folder in a place where nothing can be made is one clear line and exit code 1', async () => {
  const { code, out, err } = await launch([...QUIET, '--data', '/proc/nowhere/data']).ended

  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/^fintech-sandbox: .* cannot be used as the data folder: .*\n$/)
})

test('the same seed gives the same db.json byte for byte, another seed another', async () => {
  const dataOf = async (seed: string) => {
    const data = await emptyFolder()
    const { stop } = await start([...QUIET, '--data', data, '--seed', seed])
    expect(await stop()).toMatchObject({ code: 0 })
    return await readFile(join(data, 'db.json'))
  }
  const [first, again, other] = await Promise.all([dataOf('42'), dataOf('42'), dataOf('43')])

  expect(first.equals(again)).toBe(true)
  expect(first.equals(other)).toBe(false)
})

test('the data is in .sandbox, where the command was given', async () => {
  const cwd = await emptyFolder()
  const { stop } = await start(QUIET, { cwd })

  await stop()

  expect(await readdir(cwd, { recursive: true })).toEqual(['.sandbox', join('.sandbox', 'db.json')])
})

test('--memory writes nothing', async () => {
  const cwd = await emptyFolder()
  const { call, stop } = await start([...QUIET, '--memory'], { cwd })
  await call(CUSTOMERS, { email: 'gone@example.com' })

  await stop()

  expect(await readdir(cwd)).toEqual([])
})

test('the environment says what flags say', async () => {
  const cwd = await emptyFolder()
  const env = {
    FINTECH_SANDBOX_PORT: '0',
    FINTECH_SANDBOX_JSON: 'on',
    FINTECH_SANDBOX_DATA: 'kept',
    FINTECH_SANDBOX_AUTH: 'off',
  }

  const { url, stop } = await start([], { cwd, env })
  const { status } = await fetch(url + CUSTOMERS)
  await stop()

  expect(status).toBe(200)
  expect(await readdir(cwd)).toEqual(['kept'])
})

test('wrong usage is exit code 2', async () => {
  const { code, err } = await launch(['--prot', '1']).ended

  expect(code).toBe(2)
  expect(err).toContain('did you mean "--port"?')
})

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('exec passes %s on, and ends with %d when that ended the command', async (signal, code) => {
  const { child, ended } = launch([
    'exec',
    '--',
    process.execPath,
    '-e',
    'console.log(process.pid); setInterval(() => {}, 1000)',
  ])
  await once(createInterface(child.stdout), 'line')

  child.kill(signal)

  expect(await ended).toMatchObject({ code, err: '' })
})

test('exec gives the command our streams, and waits for one that takes its time to end', async () => {
  const script = `
    process.once('SIGTERM', () => { console.log('cleaned up'); process.exit(5) })
    console.error('ready')
    setInterval(() => {}, 1000)`
  const { child, ended } = launch(['exec', '--', process.execPath, '-e', script])
  await once(createInterface(child.stderr), 'line')

  child.kill('SIGTERM')

  expect(await ended).toEqual({ code: 5, signal: null, out: 'cleaned up\n', err: 'ready\n' })
})

test('exec says with 127 that there is no such command', async () => {
  const { code, out, err } = await launch(['exec', 'no-such-command-anywhere']).ended

  expect({ code, out }).toEqual({ code: 127, out: '' })
  expect(err).toBe('fintech-sandbox: no-such-command-anywhere cannot be run: there is no such command\n')
})

test('the config file of the folder where the command is given holds', async () => {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, 'sandbox.config.json'), '{"port": 0, "data": "rows", "json": true, "auth": false}')

  const { url, stop } = await start([], { cwd })
  const { status } = await fetch(url + CUSTOMERS)
  await stop()

  expect(status).toBe(200)
  expect((await readdir(cwd)).toSorted()).toEqual(['rows', 'sandbox.config.json'])
})

test('a shell that npm runs it in takes it along, data and all', async () => {
  const cwd = await emptyFolder()
  const command = `"${process.execPath}" "${MAIN}" --port 0 --json; exit`
  const shell = spawn('sh', ['-c', command], {
    cwd,
    env: { npm_lifecycle_script: 'node dist/main.mjs' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(shell.stdout), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const closed = once(shell.stdout, 'close')

  shell.kill('SIGTERM')
  await closed

  await expect(fetch(url)).rejects.toThrow('fetch failed')
  expect(await readdir(join(cwd, '.sandbox'))).toEqual(['db.json'])
})

test('a reader who has had enough ends it', async () => {
  const { child, ended } = launch(['listen', '--port', '0', '--json'])
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  child.stdout.destroy()

  await fetch((JSON.parse(line) as { url: string }).url, { method: 'POST', body: '{}' })

  expect(await ended).toMatchObject({ code: 0, err: '' })
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { main } from '../../src/cli.ts'
import { type Environment, FLAGS, variableOf } from '../../src/config.ts'

type Options = { environment?: Environment; whileRunning?: (firstLine: string) => Promise<void> }

/** Runs a command in process; it is asked to stop when `whileRunning` is done. */
async function run(argv: string[], { environment = {}, whileRunning }: Options = {}) {
  const out: string[] = []
  const err: string[] = []
  const code = await main(argv, environment, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stopped: async () => await whileRunning?.(out[0] ?? ''),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const QUIET = ['--memory', '--port', '0']

test('--help lists every flag with what it does and what it is without it', async () => {
  const { code, out, err } = await run(['--help'])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const [name, flag] of Object.entries(FLAGS)) {
    const line = out.split('\n').find((candidate) => candidate.trim().startsWith(`--${name} `))
    expect(line).toContain(flag.help)
    if ('preset' in flag) expect(line).toContain(`(${flag.preset})`)
  }
})

test('--help says how the twins in the environment are called, and what the exit codes mean', async () => {
  const { out } = await run(['--help'])

  expect(out).toContain('FINTECH_SANDBOX_PORT')
  expect(variableOf('check-responses')).toBe('FINTECH_SANDBOX_CHECK_RESPONSES')
  expect(out).toMatch(/Exit codes: 0 .*1 .*2 /)
})

test('--help fits a terminal of 120 columns', async () => {
  const { out } = await run(['--help'])

  expect(out.split('\n').filter((line) => line.length > 120)).toEqual([])
})

test('--version is the version of the package, and nothing else', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))

  expect(await run(['--version'])).toEqual({ code: 0, out: version, err: '' })
})

test.each([
  ['a flag', ['--prot', '1'], 'fintech-sandbox: there is no flag --prot, did you mean "--port"?'],
  ['a command', ['strat'], 'fintech-sandbox: there is no command "strat", did you mean "start"?'],
  [
    'a setting',
    ['--set', 'conomy.clampCuont=true'],
    'fintech-sandbox: there is no setting "conomy.clampCuont", did you mean "conomy.clampCount"?',
  ],
  ["a setting's value", ['--set', 'conomy.clampCount=maybe'], 'conomy.clampCount must be true or false, not "maybe"'],
  ["a setting's form", ['--set', 'clampCount'], 'a setting has the form vendor.name=value, not "clampCount"'],
  ['a value', ['--port', 'x'], 'fintech-sandbox: --port must be a whole number from 0 to 65535, not "x"'],
])('%s that makes no sense is wrong usage: exit code 2, and where to read on', async (_what, argv, message) => {
  const { code, out, err } = await run([...QUIET, ...argv])

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(message)
  expect(err.split('\n')).toHaveLength(2)
  expect(err).toContain('Try fintech-sandbox --help')
})

test('the banner says where to call, as whom, and what webhooks are signed with', async () => {
  const { code, out, err } = await run(QUIET)

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/listens on http:\/\/localhost:\d+/)
  expect(out).toMatch(/conomy\s+http:\/\/localhost:\d+\/conomy/)
  for (const word of ['demo-client', 'demo-api-key', 'demo-token', 'demo-webhook-secret', '/_sandbox', 'in memory']) {
    expect(out).toContain(word)
  }
})

test('the banner says when nobody has to log in', async () => {
  expect((await run([...QUIET, '--auth', 'off'])).out).toContain('no authentication')
})

test('--json prints one line, with everything a script needs to call', async () => {
  const { code, out } = await run([...QUIET, '--json'])

  expect(code).toBe(0)
  expect(out.split('\n')).toHaveLength(1)
  const url = expect.stringMatching(/^http:\/\/localhost:[1-9]\d*$/)
  const demo = { clientId: 'demo-client', 'x-api-key': 'demo-api-key' }
  expect(JSON.parse(out)).toMatchObject({
    url,
    control: expect.stringMatching(/\/_sandbox$/),
    data: null,
    vendors: {
      conomy: {
        baseUrl: expect.stringMatching(/\/conomy$/),
        webhookSecret: 'demo-webhook-secret',
        tenants: [demo, {}],
      },
    },
  })
})

test.each([
  ['no setting', [], {}, 400],
  ['a flag', ['--set', 'conomy.clampCount=true'], {}, 200],
  ['the environment', [], { FINTECH_SANDBOX_SET: 'conomy.clampCount=true' }, 200],
])('a page of 1000 is answered as %s says', async (_what, argv, environment, expected) => {
  let status = 0
  const whileRunning = async (firstLine: string) => {
    const { url } = JSON.parse(firstLine)
    status = (await fetch(`${url}/conomy/customers?clientId=demo-client&count=1000`)).status
  }

  await run([...QUIET, '--json', '--auth', 'off', ...argv], { environment, whileRunning })

  expect(status).toBe(expected)
})

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/catalogue.ts'
import type { Command } from '../../src/commands/command.ts'
import { ALL_FLAGS } from '../../src/commands/help.ts'
import { type Flag, GENERAL, variableOf } from '../../src/config/flags.ts'
import { run } from './commands.ts'

const names = Object.keys(COMMANDS)
const flagsOf = (name: string): [string, Flag][] =>
  Object.entries({ ...(COMMANDS as Record<string, Command>)[name]?.flags, ...GENERAL })

const QUIET = ['--memory', '--port', '0']

test('--help lists every command, and every flag of start with what it does and what it is without it', async () => {
  const { code, out, err } = await run(['--help'])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const [name, { summary }] of Object.entries(COMMANDS)) expect(out).toMatch(`  ${name.padEnd(12)} ${summary}`)
  expectFlags(out, flagsOf('start'))
})

test.each(names)('%s --help and help %s say what it does, with its flags', async (name) => {
  const { code, out, err } = await run([name, '--help'])

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(new RegExp(`^fintech-sandbox ${name} \\[flags\\]`))
  expectFlags(out, flagsOf(name))
  expect(await run(['help', name])).toEqual({ code, out, err })
})

function expectFlags(help: string, flags: [string, Flag][]): void {
  for (const [name, flag] of flags) {
    const line = help.split('\n').find((candidate) => candidate.trim().startsWith(`--${name} `))
    expect(line).toContain(flag.help)
    if (flag.preset !== undefined) expect(line).toContain(`(${flag.preset})`)
  }
}

test.each([[['help']], [['--help']], [['help', 'help']], [['help', '--json']]])(
  '%j is the general help',
  async (argv) => {
    expect((await run(argv)).out).toMatch(/^fintech-sandbox \[command\] \[flags\]/)
  },
)

test('help is there whatever else is wrong in the environment, or with the config file', async () => {
  const environment = { FINTECH_SANDBOX_PORT: 'x', FINTECH_SANDBOX_CONFIG: '/nowhere/at/all.json' }

  expect(await run(['--help'], { environment })).toMatchObject({ code: 0, err: '' })
  expect(await run(['start', '--help'], { environment })).toMatchObject({ code: 0, err: '' })
  expect(await run(['--version'], { environment })).toMatchObject({ code: 0, err: '' })
})

test('--help says how the twins in the environment are called, and what the exit codes mean', async () => {
  const { out } = await run(['--help'])

  expect(out).toContain('FINTECH_SANDBOX_PORT')
  expect(variableOf('check-responses')).toBe('FINTECH_SANDBOX_CHECK_RESPONSES')
  expect(out).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 /)
})

test.each([[], ...names.map((name) => [name])])('%s --help fits a terminal of 120 columns', async (...command) => {
  const { out } = await run([...command.filter(Boolean), '--help'])

  expect(out.split('\n').filter((line) => line.length > 120)).toEqual([])
})

test('a flag takes a value in every command that has it, or in none', () => {
  for (const name of names) {
    for (const [flag, { value }] of flagsOf(name)) {
      expect({ name, flag, hasValue: value !== undefined }).toEqual({
        name,
        flag,
        hasValue: ALL_FLAGS[flag]?.value !== undefined,
      })
    }
  }
})

test('--version is the version of the package, and nothing else', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))

  expect(await run(['--version'])).toEqual({ code: 0, out: version, err: '' })
})

test.each([
  ['a flag', ['--prot', '1'], 'fintech-sandbox: there is no flag --prot, did you mean "--port"?'],
  ['a flag before a command', ['--prot', '1', 'reset'], 'there is no flag --prot, did you mean "--port"?'],
  ['a command after flags', ['strat'], 'fintech-sandbox: there is no command "strat", did you mean "start"?'],
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

test.each([
  [['strat'], 'there is no command "strat", did you mean "start"?'],
  [['help', 'reset', 'trigger'], 'help is about one command, not "trigger" too'],
  [['help', 'rest'], 'there is no command "rest", did you mean "reset"?'],
  [['start', 'again'], '"again" is too much for start: fintech-sandbox start'],
  [['reset', 'all'], '"all" is too much for reset'],
  [['import'], 'import needs more: fintech-sandbox import file'],
  [['trigger', 'conomy'], 'trigger needs more: fintech-sandbox trigger vendor event'],
  [['exec'], 'exec needs more: fintech-sandbox exec [--] command [argument ...]'],
  [['exec', '--'], 'exec needs more'],
  [['reset', '--port', '1'], 'there is no flag --port of reset'],
  [['reset', '--namespcae', 'a'], 'there is no flag --namespcae of reset, did you mean "--namespace"?'],
  [['reset', '--url'], '--url needs a value: --url URL'],
])('%j is wrong usage', async (argv, message) => {
  const { code, out, err } = await run(argv)

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')[0]).toContain(message)
  expect(err.split('\n')[1]).toMatch(/^Try fintech-sandbox (\w+ )?--help$/)
})

test('what Kubernetes sets for a service of the name is no misspelt variable', async () => {
  const environment = {
    FINTECH_SANDBOX_PORT: 'tcp://10.0.0.7:80',
    FINTECH_SANDBOX_SERVICE_HOST: '10.0.0.7',
    FINTECH_SANDBOX_SERVICE_PORT: '80',
    FINTECH_SANDBOX_SERVICE_PORT_HTTP: '80',
    FINTECH_SANDBOX_PORT_80_TCP: 'tcp://10.0.0.7:80',
    FINTECH_SANDBOX_PORT_80_TCP_ADDR: '10.0.0.7',
  }

  expect(await run(['routes', 'oak'], { environment })).toMatchObject({ code: 0, err: '' })
})

test.each([
  ['FINTECH_SANDBOX_PROT', ', did you mean "FINTECH_SANDBOX_PORT"?'],
  ['FINTECH_SANDBOX_CHECK_RESPONSE', ', did you mean "FINTECH_SANDBOX_CHECK_RESPONSES"?'],
  ['FINTECH_SANDBOX_XYZZYPLUGH_AND_MORE', ''],
])('a variable %s that does not exist is pointed out, and nothing else happens', async (name, hint) => {
  const { code, err } = await run(['routes', 'oak', '--json'], { environment: { [name]: '1', PATH: '/bin' } })

  expect(code).toBe(0)
  expect(err).toBe(`fintech-sandbox: warning: there is no variable ${name}${hint}`)
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
    config: null,
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

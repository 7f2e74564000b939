import { expect, test } from 'vitest'
import { type Config, type Environment, readConfig, UsageError } from '../../src/config.ts'

const DEFAULTS: Config = {
  command: 'start',
  host: '127.0.0.1',
  port: 4010,
  data: '.sandbox',
  seed: 1,
  auth: true,
  strict: false,
  checkResponses: false,
  set: [],
  json: false,
}

/** `--port 1` as a list of words. */
const words = (line: string): string[] => line.split(' ').filter(Boolean)

const ACCEPTED: [line: string, environment: Environment, differs: Partial<Config>][] = [
  ['', {}, {}],
  ['start', {}, {}],
  ['start --port 0', {}, { port: 0 }],
  ['--port 65535', {}, { port: 65_535 }],
  ['--port=4020', {}, { port: 4020 }],
  ['--port 1 --port 2', {}, { port: 2 }],
  ['--host 0.0.0.0', {}, { host: '0.0.0.0' }],
  ['--host ::1', {}, { host: '::1' }],
  ['--data /tmp/rows', {}, { data: '/tmp/rows' }],
  ['--memory', {}, { data: undefined }],
  ['--memory --data /tmp/rows', {}, { data: undefined }],
  ['--seed 42', {}, { seed: 42 }],
  ['--seed 4294967295', {}, { seed: 4_294_967_295 }],
  ['--auth off', {}, { auth: false }],
  ['--auth on', {}, { auth: true }],
  ['--strict', {}, { strict: true }],
  ['--check-responses', {}, { checkResponses: true }],
  ['--json', {}, { json: true }],
  ['--set conomy.clampCount=true', {}, { set: ['conomy.clampCount=true'] }],
  ['--set a.b=1 --set c.d=2', {}, { set: ['a.b=1', 'c.d=2'] }],
  ['--help', {}, { command: 'help' }],
  ['--version', {}, { command: 'version' }],
  ['start --help', {}, { command: 'help' }],
  ['--version --help', {}, { command: 'help' }],
  ['', { FINTECH_SANDBOX_PORT: '5000' }, { port: 5000 }],
  ['', { FINTECH_SANDBOX_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
  ['', { FINTECH_SANDBOX_DATA: '/data' }, { data: '/data' }],
  ['', { FINTECH_SANDBOX_MEMORY: '1' }, { data: undefined }],
  ['', { FINTECH_SANDBOX_MEMORY: 'off', FINTECH_SANDBOX_DATA: '/data' }, { data: '/data' }],
  ['', { FINTECH_SANDBOX_SEED: '7' }, { seed: 7 }],
  ['', { FINTECH_SANDBOX_AUTH: 'off' }, { auth: false }],
  ['', { FINTECH_SANDBOX_AUTH: 'FALSE' }, { auth: false }],
  ['', { FINTECH_SANDBOX_STRICT: 'true' }, { strict: true }],
  ['', { FINTECH_SANDBOX_STRICT: '' }, { strict: false }],
  ['', { FINTECH_SANDBOX_CHECK_RESPONSES: 'yes' }, { checkResponses: true }],
  ['', { FINTECH_SANDBOX_JSON: 'on' }, { json: true }],
  ['', { FINTECH_SANDBOX_SET: 'a.b=1,c.d=2' }, { set: ['a.b=1', 'c.d=2'] }],
  ['', { FINTECH_SANDBOX_PORT: '', FINTECH_SANDBOX_SEED: '', FINTECH_SANDBOX_HOST: '' }, {}],
  ['', { FINTECH_SANDBOX_DATA: '' }, {}],
  ['', { FINTECH_SANDBOX_AUTH: '' }, {}],
  ['', { PORT: '5000', SEED: '7' }, {}],
  ['--port 6000', { FINTECH_SANDBOX_PORT: '5000' }, { port: 6000 }],
  ['--port 6000', { FINTECH_SANDBOX_PORT: 'nonsense' }, { port: 6000 }],
  ['--seed 8', { FINTECH_SANDBOX_SEED: '7' }, { seed: 8 }],
  ['--auth on', { FINTECH_SANDBOX_AUTH: 'off' }, { auth: true }],
  ['--strict', { FINTECH_SANDBOX_STRICT: 'off' }, { strict: true }],
  ['--set a.b=2', { FINTECH_SANDBOX_SET: 'a.b=1' }, { set: ['a.b=1', 'a.b=2'] }],
  ['--data here', { FINTECH_SANDBOX_MEMORY: 'on' }, { data: 'here' }],
]

test.each(ACCEPTED)('%s with %j', (line, environment, differs) => {
  expect(readConfig(words(line), environment)).toEqual({ ...DEFAULTS, ...differs })
})

const REFUSED: [line: string, environment: Environment, message: string][] = [
  ['--prot 1', {}, 'there is no flag --prot, did you mean "--port"?'],
  ['--sed=1', {}, 'there is no flag --sed, did you mean "--seed"?'],
  ['-p 1', {}, 'there is no flag -p'],
  ['--xyzzyplugh', {}, 'there is no flag --xyzzyplugh'],
  ['--no-memory', {}, 'there is no flag --no-memory'],
  ['--toString', {}, 'there is no flag --toString'],
  ['--port', {}, '--port needs a value: --port PORT'],
  ['--port --json', {}, '--port needs a value: --port PORT'],
  ['--data --memory', {}, '--data needs a value: --data DIR'],
  ['--strict=off', {}, '--strict takes no value'],
  ['--port x', {}, '--port must be a whole number from 0 to 65535, not "x"'],
  ['--port 65536', {}, '--port must be a whole number from 0 to 65535, not "65536"'],
  ['--port=-1', {}, '--port must be a whole number from 0 to 65535, not "-1"'],
  ['--port 0x50', {}, '--port must be a whole number from 0 to 65535, not "0x50"'],
  ['--seed 1.5', {}, '--seed must be a whole number from 0 to 4294967295, not "1.5"'],
  ['--seed 4294967296', {}, '--seed must be a whole number from 0 to 4294967295, not "4294967296"'],
  ['--data=', {}, '--data needs a value: --data DIR'],
  ['--host=', {}, '--host needs a value: --host HOST'],
  ['--auth=', {}, '--auth needs a value: --auth on|off'],
  ['--port=', {}, '--port needs a value: --port PORT'],
  ['--auth maybe', {}, '--auth must be on or off, not "maybe"'],
  ['strat', {}, 'there is no command "strat", did you mean "start"?'],
  ['reset', {}, 'there is no command "reset"'],
  ['start again', {}, 'there is no command "start again"'],
  ['', { FINTECH_SANDBOX_STRICT: 'maybe' }, 'FINTECH_SANDBOX_STRICT must be on or off, not "maybe"'],
  ['', { FINTECH_SANDBOX_AUTH: 'maybe' }, 'FINTECH_SANDBOX_AUTH must be on or off, not "maybe"'],
  ['', { FINTECH_SANDBOX_PORT: 'x' }, 'FINTECH_SANDBOX_PORT must be a whole number from 0 to 65535, not "x"'],
]

test.each(REFUSED)('%s with %j is wrong usage: %s', (line, environment, message) => {
  expect(() => readConfig(words(line), environment)).toThrow(UsageError)
  expect(() => readConfig(words(line), environment)).toThrow(message)
})

test('asking for help or for the version is answered whatever else is wrong in the environment', () => {
  expect(readConfig(['--help'], { FINTECH_SANDBOX_PORT: 'x' }).command).toBe('help')
  expect(readConfig(['--version'], { FINTECH_SANDBOX_PORT: 'x' }).command).toBe('version')
})

test('a configuration does not change', () => {
  expect(Object.isFrozen(readConfig([], {}))).toBe(true)
})

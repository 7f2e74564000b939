import { expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/catalogue.ts'
import { parseArguments } from '../../src/config/arguments.ts'
import { addressOf, behaviourOf, dataOf } from '../../src/config/behaviour.ts'
import { Choices, type Environment } from '../../src/config/choices.ts'
import { readConfigFile } from '../../src/config/config-file.ts'
import { GENERAL } from '../../src/config/flags.ts'
import { UsageError } from '../../src/config/usage-error.ts'
import { folderWith } from './commands.ts'

const FLAGS = { ...COMMANDS.start.flags, ...GENERAL }

const DEFAULTS = {
  host: '127.0.0.1',
  port: 4010,
  data: '.sandbox' as string | undefined,
  seed: 1,
  auth: true,
  strict: false,
  checkResponses: false,
  set: [] as string[],
  json: false,
}

type Chosen = typeof DEFAULTS

/** What start makes of its command line, the environment and the config file. */
async function choose(line: string, environment: Environment, config?: object): Promise<Chosen> {
  const { values } = parseArguments(words(line), FLAGS)
  const file = await readConfigFile(undefined, config ? await folderWith(config) : '/nowhere')
  const choices = new Choices({ flags: FLAGS, values, environment, file: file.given })
  const { seed, auth, strict, checkResponses, settings } = behaviourOf(choices, file)
  const set = settings.map(({ text }) => text)
  const json = choices.isOn('json')
  return { ...addressOf(choices), data: dataOf(choices), seed, auth, strict, checkResponses, set, json }
}

/** `--port 1` as a list of words. */
const words = (line: string): string[] => line.split(' ').filter(Boolean)

const ACCEPTED: [line: string, environment: Environment, differs: Partial<Chosen>][] = [
  ['', {}, {}],
  ['--port 0', {}, { port: 0 }],
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
  // What Kubernetes sets for a service of this name.
  ['', { FINTECH_SANDBOX_PORT: 'tcp://10.0.0.7:80' }, {}],
  ['--port 6000', { FINTECH_SANDBOX_PORT: '5000' }, { port: 6000 }],
  ['--port 6000', { FINTECH_SANDBOX_PORT: 'nonsense' }, { port: 6000 }],
  ['--seed 8', { FINTECH_SANDBOX_SEED: '7' }, { seed: 8 }],
  ['--auth on', { FINTECH_SANDBOX_AUTH: 'off' }, { auth: true }],
  ['--strict', { FINTECH_SANDBOX_STRICT: 'off' }, { strict: true }],
  ['--set a.b=2', { FINTECH_SANDBOX_SET: 'a.b=1' }, { set: ['a.b=1', 'a.b=2'] }],
  ['--data here', { FINTECH_SANDBOX_MEMORY: 'on' }, { data: 'here' }],
]

test.each(ACCEPTED)('%s with %j', async (line, environment, differs) => {
  expect(await choose(line, environment)).toEqual({ ...DEFAULTS, ...differs })
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
  ['', { FINTECH_SANDBOX_STRICT: 'maybe' }, 'FINTECH_SANDBOX_STRICT must be on or off, not "maybe"'],
  ['', { FINTECH_SANDBOX_AUTH: 'maybe' }, 'FINTECH_SANDBOX_AUTH must be on or off, not "maybe"'],
  ['', { FINTECH_SANDBOX_PORT: 'x' }, 'FINTECH_SANDBOX_PORT must be a whole number from 0 to 65535, not "x"'],
]

test.each(REFUSED)('%s with %j is wrong usage: %s', async (line, environment, message) => {
  const chosen = choose(line, environment)

  await expect(chosen).rejects.toThrow(UsageError)
  await expect(chosen).rejects.toThrow(message)
})

const FILE: [config: object, line: string, environment: Environment, differs: Partial<Chosen>][] = [
  [{}, '', {}, {}],
  [{ $schema: './node_modules/fintech-sandbox/sandbox.config.schema.json' }, '', {}, {}],
  [{ port: 4020, host: '::1', seed: 42, json: true }, '', {}, { port: 4020, host: '::1', seed: 42, json: true }],
  [{ auth: false, strict: true, checkResponses: true }, '', {}, { auth: false, strict: true, checkResponses: true }],
  [{ port: 4020 }, '', { FINTECH_SANDBOX_PORT: '4030' }, { port: 4030 }],
  [{ port: 4020 }, '--port 4040', { FINTECH_SANDBOX_PORT: '4030' }, { port: 4040 }],
  [{ port: 4020 }, '', { FINTECH_SANDBOX_PORT: '' }, { port: 4020 }],
  [{ strict: true }, '', { FINTECH_SANDBOX_STRICT: 'off' }, { strict: false }],
  [{ strict: false }, '--strict', {}, { strict: true }],
  [{ auth: false }, '--auth on', {}, { auth: true }],
  [{ settings: { a: { b: true, c: 'x y', d: 7 } } }, '', {}, { set: ['a.b=true', 'a.c=x y', 'a.d=7'] }],
  [
    { settings: { a: { b: 1 } } },
    '--set a.b=3',
    { FINTECH_SANDBOX_SET: 'a.b=2' },
    { set: ['a.b=1', 'a.b=2', 'a.b=3'] },
  ],
  [{ data: 'rows' }, '', {}, { data: 'rows' }],
  [{ data: '/var/rows' }, '', {}, { data: '/var/rows' }],
  [{ memory: true }, '', {}, { data: undefined }],
  [{ memory: true, data: 'rows' }, '', {}, { data: undefined }],
  [{ memory: true }, '', { FINTECH_SANDBOX_DATA: 'here' }, { data: 'here' }],
  [{ memory: true }, '', { FINTECH_SANDBOX_MEMORY: 'off' }, { data: '.sandbox' }],
  [{ memory: true }, '--data here', {}, { data: 'here' }],
  [{ memory: false, data: 'rows' }, '', { FINTECH_SANDBOX_MEMORY: 'on' }, { data: undefined }],
  [{ data: 'rows' }, '--memory', {}, { data: undefined }],
]

test.each(FILE)('the file %j, with "%s" and %j', async (config, line, environment, differs) => {
  expect(await choose(line, environment, config)).toEqual({ ...DEFAULTS, ...differs })
})

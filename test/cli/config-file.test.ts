import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { configSchema } from '../../scripts/config-schema.ts'
import { readConfigFile } from '../../src/config/config-file.ts'
import { Contract } from '../../src/contract/contract.ts'
import { vendors } from '../../src/vendors/index.ts'
import { freshFolder } from '../support/folder.ts'
import { folderWith, run } from './commands.ts'

const START = ['--memory', '--port', '0', '--json']

/** Starts a sandbox with a config file, and returns what it answers at a path. */
async function startedWith(config: unknown, path: string): Promise<any> {
  let answer: unknown
  const whileRunning = async (firstLine: string) => {
    answer = await (await fetch(JSON.parse(firstLine).url + path)).json()
  }
  const { code, err } = await run(START, { folder: await folderWith(config), whileRunning })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return answer
}

test('faults of the config file strike from the start', async () => {
  const faults = [{ operation: 'oak.getHealth', status: 503, times: 2 }]

  const answer = await startedWith({ faults }, '/_sandbox/faults')

  expect(answer.faults).toMatchObject([{ operation: 'oak.getHealth', status: 503, times: 2, hits: 0 }])
})

test('webhooks of the config file are there from the start', async () => {
  const webhooks = [{ vendor: 'conomy', url: 'http://127.0.0.1:1/', secret: null, events: ['customer.levelChanged'] }]

  const answer = await startedWith({ webhooks }, '/_sandbox/webhooks/endpoints')

  expect(answer.endpoints).toMatchObject([
    { vendor: 'conomy', tenant: 'demo-client', url: 'http://127.0.0.1:1/', secret: null, dialect: 'standard' },
  ])
})

test('a setting of the config file holds', async () => {
  const config = { auth: false, settings: { conomy: { clampCount: true } } }

  const answer = await startedWith(config, '/conomy/customers?clientId=demo-client&count=1000')

  expect(answer).not.toHaveProperty('code')
})

test('a config file elsewhere is read when it is named, and its paths are relative to it', async () => {
  const folder = await folderWith({ data: 'rows', port: 4020 }, 'other.json')

  const byFlag = await readConfigFile(join(folder, 'other.json'), '/nowhere')

  expect(byFlag.given.get('data')).toMatchObject([{ text: join(folder, 'rows') }])
  expect((await readConfigFile('other.json', folder)).given.get('data')).toMatchObject([{ text: 'rows' }])
  expect((await readConfigFile(undefined, folder)).given.size).toBe(0)
})

test('the banner says which config file holds', async () => {
  const { out } = await run(['--memory', '--port', '0'], { folder: await folderWith({ seed: 7 }) })

  expect(out).toMatch(/^ {2}data +in memory, seed 7 .*\n {2}config +sandbox\.config\.json$/m)
})

test('a byte order mark at the beginning of a config file is nothing', async () => {
  const folder = await folderWith('\uFEFF{"port": 4020}')

  expect((await readConfigFile(undefined, folder)).given.get('port')).toMatchObject([{ text: '4020' }])
})

const WRONG: [what: string, config: string, message: string][] = [
  ['no JSON', '{\n  "port": 4010,\n  "seed" 1\n}', 'sandbox.config.json:3:10 is not valid JSON'],
  ['a comma at the end', '{\n  "port": 4010,\n}', 'sandbox.config.json:3:1 is not valid JSON'],
  ['nothing', '', 'sandbox.config.json:1:1 is not valid JSON'],
  ['a list', '[]', 'sandbox.config.json:1: the file must be an object'],
  ['an unknown key', '{\n  "prot": 1\n}', 'sandbox.config.json:2: there is no key "prot", did you mean "port"?'],
  ['a flag as a key', '{"check-responses": true}', 'there is no key "check-responses", did you mean "checkResponses"?'],
  ['a key twice', '{\n  "port": 1,\n  "port": 2\n}', 'sandbox.config.json:3: "port" is there twice'],
  ['a number as text', '{\n  "port": "4010"\n}', 'sandbox.config.json:2: port must be a whole number from 0 to 65535'],
  [
    'a number too large',
    '{"seed": 4294967296}',
    ':1: seed must be a whole number from 0 to 4294967295, not 4294967296',
  ],
  ['half a number', '{"seed": 1.5}', ':1: seed must be a whole number from 0 to 4294967295, not 1.5'],
  ['a negative number', '{"seed": -1}', ':1: seed must be a whole number from 0 to 4294967295, not -1'],
  ['a word for a switch', '{"strict": "yes"}', ':1: strict must be true or false'],
  ['on for auth', '{"auth": "on"}', ':1: auth must be true or false'],
  ['null', '{"host": null}', ':1: host must be text, and not empty'],
  ['an empty text', '{"data": ""}', ':1: data must be text, and not empty'],
  ['settings that are a list', '{"settings": []}', ':1: settings must be an object'],
  ['settings without a vendor', '{"settings": {\n"clampCount": true}}', ':2: clampCount must be an object'],
  [
    'an unknown setting',
    '{"settings": {"conomy": {\n  "clampCuont": true}}}',
    'sandbox.config.json:2: there is no setting "conomy.clampCuont", did you mean "conomy.clampCount"?',
  ],
  [
    'a wrong setting',
    '{"settings": {"conomy": {\n  "clampCount": 7}}}',
    'sandbox.config.json:2: conomy.clampCount must be true or false, not "7"',
  ],
  ['a setting that is null', '{"settings": {"conomy": {"clampCount": null}}}', ':1: conomy.clampCount must be'],
  ['webhooks that are none', '{"webhooks": {}}', ':1: webhooks must be a list'],
  [
    'a webhook of nobody',
    '{"webhooks": [\n  {"vendor": "conomi", "url": "http://127.0.0.1:1/"}]}',
    'sandbox.config.json:2: webhooks[0]: there is no vendor "conomi", did you mean "conomy"?',
  ],
  ['a webhook without a URL', '{"webhooks": [{"vendor": "oak"}]}', ':1: webhooks[0]: url is required'],
  [
    'a webhook of no protocol',
    '{"webhooks": [{"vendor": "oak", "url": "ftp://a"}]}',
    ':1: webhooks[0]: url must be an http or https URL',
  ],
  [
    'an event that there is not',
    '{"webhooks": [\n\n  {"vendor": "oak", "url": "http://a", "events": ["customer.create"]}]}',
    'sandbox.config.json:3: webhooks[0]: oak has no event "customer.create", did you mean "customer.created"?',
  ],
  [
    'an unknown key of a webhook',
    '{"webhooks": [{"vendor": "oak", "url": "http://a", "secert": "x"}]}',
    ':1: webhooks[0]: secert is not known, did you mean "secret"?',
  ],
  ['a webhook that is text', '{"webhooks": ["http://a"]}', ':1: webhooks[0]: it must be an object'],
  [
    'a fault of no operation',
    '{"faults": [{"status": 503},\n  {"operation": "oak.getHaelth", "status": 503}]}',
    'sandbox.config.json:2: faults[1]: there is no operation "oak.getHaelth", did you mean "oak.getHealth"?',
  ],
  [
    'an unknown key of a fault',
    '{"faults": [{"status": 503, "tmies": 2}]}',
    ':1: faults[0]: unknown body field "tmies", did you mean "times"?',
  ],
  ['a fault that does nothing', '{"faults": [{}]}', ':1: faults[0]: a fault needs a status, a delay or an effect'],
]

test.each(WRONG)('a config file with %s is wrong usage, and says where it is wrong', async (_what, config, message) => {
  const { code, out, err } = await run(['--memory', '--port', '0'], { folder: await folderWith(config) })

  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')[0]).toContain(message)
  expect(err.split('\n')).toHaveLength(2)
})

test.each([
  ['a flag', ['--config', 'nobody.json'], {}],
  ['the environment', [], { FINTECH_SANDBOX_CONFIG: 'nobody.json' }],
])('a config file that %s names has to be there', async (_what, argv, environment) => {
  const { code, err } = await run([...argv], { environment, folder: await freshFolder() })

  expect(code).toBe(2)
  expect(err).toContain('there is no config file nobody.json')
})

test('a config file that is a folder cannot be read, and that is said', async () => {
  const folder = await freshFolder()

  const { code, err } = await run(['--config', folder], { folder })

  expect(code).toBe(2)
  expect(err).toContain('the config file cannot be read: EISDIR')
})

const schema = await configSchema(await Contract.load(), vendors)
const validate = new Ajv({ strict: false }).compile(JSON.parse(schema) as object)

test('the published schema is what the flags, the settings and the contract give', async () => {
  expect(await readFile('sandbox.config.schema.json', 'utf8')).toBe(schema)
})

test('the schema is in the package', async () => {
  const { files } = JSON.parse(await readFile('package.json', 'utf8')) as { files: string[] }

  expect(files).toContain('sandbox.config.schema.json')
})

const PARSED = WRONG.flatMap(([what, config]) => {
  try {
    return [[what, JSON.parse(config) as unknown] as const]
  } catch {
    return []
  }
})
// A schema cannot see what is there twice, or that a fault does nothing.
const UNSEEN = ['a key twice', 'a fault that does nothing', 'a webhook of no protocol']

test.each(PARSED.filter(([what]) => !UNSEEN.includes(what)))('the schema refuses %s as well', (_what, config) => {
  expect(validate(config)).toBe(false)
})

test('the schema takes what start takes', async () => {
  const config = {
    $schema: './node_modules/fintech-sandbox/sandbox.config.schema.json',
    port: 0,
    host: '127.0.0.1',
    memory: true,
    seed: 42,
    auth: true,
    strict: true,
    checkResponses: true,
    json: true,
    settings: { conomy: { clampCount: true, gatewayPatchStatus: 200 }, oak: { tokenLife: 60 } },
    webhooks: [
      { vendor: 'conomy', url: 'http://127.0.0.1:1/', dialect: 'legacy', secret: null },
      {
        vendor: 'oak',
        url: 'http://127.0.0.1:1/',
        secret: 's3cret',
        events: ['customer.created'],
        tenant: 'other-client',
      },
    ],
    faults: [
      { vendor: 'oak', delay: { min: 1, max: 5 }, probability: 0.5 },
      { webhook: true, effect: 'duplicate' },
    ],
  }
  const folder = await folderWith(config)

  expect(validate(config)).toBe(true)
  expect(await run([], { folder, whileRunning: () => undefined })).toMatchObject({ code: 0, err: '' })
})

test('a number that is too large is wrong usage also when a flag says another', async () => {
  const { code, err } = await run(START, { folder: await folderWith({ port: 65_536 }) })

  expect(code).toBe(2)
  expect(err).toContain(': port must be a whole number from 0 to 65535, not 65536')
})

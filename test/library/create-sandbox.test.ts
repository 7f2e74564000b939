import { expect, test } from 'vitest'
import { createSandbox, SettingError } from '../../src/index.ts'

test.each([-1, 1.5, Number.NaN, 2 ** 32])('a seed of %d is refused, as on the command line', async (seed) => {
  const refusal = createSandbox({ seed })

  await expect(refusal).rejects.toThrow(SettingError)
  await expect(refusal).rejects.toThrow(`seed must be a whole number from 0 to 4294967295, not ${seed}`)
})

test('an option that does not exist is refused with the nearest name, as JavaScript would let it pass', async () => {
  const options: object = { sed: 42 }

  await expect(createSandbox(options)).rejects.toThrow(
    'there is no option "sed" of createSandbox, did you mean "seed"?',
  )
})

test.each([
  ['auth', 'off', 'true or false, not "off"'],
  ['strict', 1, 'true or false, not 1'],
  ['data', 5, 'the path of a folder, not 5'],
  ['token', '', 'a text, not ""'],
  ['now', new Date(Number.NaN), 'a Date from 1970 to 9998, such as new Date("2026-04-20T12:00:00Z"), not Invalid Date'],
  ['now', '2026-01-01', 'a Date from 1970 to 9998, such as new Date("2026-04-20T12:00:00Z"), not "2026-01-01"'],
  ['now', new Date('1969-12-31T23:59:59.999Z'), 'a Date from 1970 to 9998, such as .*'],
  ['now', new Date('9999-01-01T00:00:00Z'), 'a Date from 1970 to 9998, such as .*'],
  ['webhookTimeout', -1, 'a number of ms above 0, not -1'],
  ['port', '80', 'a whole number from 0 to 65535, not "80"'],
  ['port', 65_536, 'a whole number from 0 to 65535, not 65536'],
  ['webhooks', { vendor: 'oak', url: 'http://localhost:1/' }, 'a list, such as .*, not an object'],
  ['settings', { conomy: true }, 'an object of settings by vendor, such as .*, not an object'],
  ['unmatched', null, 'a function, not null'],
])('the option %s is refused when it is %o, with what it takes', async (name, value, takes) => {
  const refusal = createSandbox({ [name]: value })

  await expect(refusal).rejects.toThrow(SettingError)
  await expect(refusal).rejects.toThrow(new RegExp(`^${name} must be ${takes.replaceAll(/[()]/g, '\\$&')}$`))
})

test.each([
  [null, 'null'],
  ['memory', '"memory"'],
  [[], 'a list'],
  [new Map([['seed', 4]]), 'an object'],
])('options that are %o are refused, as nothing of it would be heard', async (options, what) => {
  const refusal = createSandbox(options as never)

  await expect(refusal).rejects.toThrow(SettingError)
  if (options instanceof Map) return
  await expect(refusal).rejects.toThrow(`createSandbox takes a plain object of options, not ${what}`)
})

test('an option that is undefined is left out', async () => {
  const options: object = { seed: undefined, auth: undefined, webhooks: undefined, machine: undefined }
  await using sandbox = await createSandbox(options)

  expect(await sandbox.call('sandbox.getHealth')).toMatchObject({ status: 'ok' })
})

test('it listens on this machine, at a free port, when it is not told where', async () => {
  await using sandbox = await createSandbox()

  const { url } = await sandbox.listen()

  expect(url).toMatch(/^http:\/\/localhost:[1-9]\d*$/)
  expect((await fetch(`${url}/_sandbox/health`)).status).toBe(200)
})

test.each([
  [{ port: '80' }, 'port must be a whole number from 0 to 65535, not "80"'],
  [{ prot: 80 }, 'there is no option "prot" of listen, did you mean "port"?'],
  [{ host: 5 }, 'host must be the name or address of a host, not 5'],
  [null, 'listen takes a plain object of options, not null'],
])('it does not listen at %o', async (address: unknown, reason) => {
  await using sandbox = await createSandbox()

  await expect(sandbox.listen(address as never)).rejects.toThrow(new SettingError(reason))
})

test.each([
  ['nothing', undefined],
  ['what is none', { rows: {} }],
  ['an export', { 'conomy.customers': {} }],
])('a restore of %s is refused, and changes nothing', async (_what, given) => {
  const sandbox = await createSandbox()
  const before = await sandbox.request('GET', '/_sandbox/export')

  await expect(sandbox.restore(given as never)).rejects.toThrow('restore takes what snapshot() gave')

  expect((await sandbox.request('GET', '/_sandbox/export')).body).toEqual(before.body)
  await sandbox.close()
})

test('a sandbox that is closed answers nobody, in no namespace', async () => {
  const sandbox = await createSandbox()
  const other = await sandbox.namespace('ci-7')

  await sandbox.close()
  await sandbox.close()

  await expect(sandbox.fetch('/_sandbox/health')).rejects.toThrow('The sandbox is closed')
  await expect(other.request('GET', '/oak/api/health')).rejects.toThrow('The sandbox is closed')
})

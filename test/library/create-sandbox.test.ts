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

test.each([
  ['no time', 'never'],
  ['before 1970', '1969-12-31T23:59:59.999Z'],
  ['of a year with five digits', '+010000-01-01T00:00:00Z'],
])('a now that is %s is refused, because no clock shows it', async (_what, now) => {
  const refusal = createSandbox({ now: new Date(now) })

  await expect(refusal).rejects.toThrow('now must be a time from 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z')
})

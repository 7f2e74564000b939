import { expect, test } from 'vitest'
import { parseSettings, SettingError } from '../../src/sandbox.ts'
import { limitFor, parseLimits } from '../../src/vendors/conomy/limits.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_DEPOSIT, deposit, pay } from './payments.ts'

const settings = (conomy: Record<string, string>) => ({ settings: { conomy } })

test.each([
  ['CLP', '1000000'],
  ['ARS', '1000000'],
  ['COP', '4000000'],
  ['MXN', '20000'],
  ['PEN', '4000'],
  ['BOB', '7000'],
  ['BRL', '5000'],
  ['USD', '1000'],
  ['EUR', '1000'],
])('without a setting a deposit of %s is reviewed from %s on', async (currency, amount) => {
  const sandbox = await freshSandbox()
  const below = `${BigInt(amount) - 1n}.99`

  const at = await deposit(sandbox, { currency, amount })
  const under = await deposit(sandbox, { currency, amount: below, providerReference: 'vw-2' })

  expect([at.status, under.status]).toEqual(['REQUIRES_REVIEW', 'CREATED'])
})

test('a currency without a threshold is never reviewed', async () => {
  const sandbox = await freshSandbox(settings({ reviewThresholds: 'ARS=1000000' }))

  const { status } = await deposit(sandbox, { currency: 'PYG', amount: '999999999999' })

  expect(status).toBe('CREATED')
})

test('row 45: a threshold can be set, and holds for payments as for deposits', async () => {
  const sandbox = await freshSandbox(settings({ reviewThresholds: 'ARS=500.50 CLP=5000' }))
  const { id } = await createCustomer(sandbox)

  const statuses = [
    (await deposit(sandbox, { amount: '500.50' })).status,
    (await deposit(sandbox, { amount: '500.49', providerReference: 'vw-2' })).status,
    (await pay(sandbox, { customerId: id })).status,
    (await pay(sandbox, { customerId: id, totalAmount: '4999' })).status,
  ]

  expect(statuses).toEqual(['REQUIRES_REVIEW', 'CREATED', 'REQUIRES_REVIEW', 'CREATED'])
})

test("a tenant's own threshold goes before everybody's, for this tenant only", async () => {
  const sandbox = await freshSandbox(settings({ reviewThresholds: 'demo-client/ARS=200 ARS=1000' }))
  const status = async (clientId: string, amount: string, providerReference: string) =>
    (await deposit(sandbox, { clientId, amount, providerReference })).status

  expect(await status('demo-client', '200', 'a')).toBe('REQUIRES_REVIEW')
  expect(await status('demo-client', '199', 'b')).toBe('CREATED')
  expect(await status('other-client', '999', 'c')).toBe('CREATED')
  expect(await status('other-client', '1000', 'd')).toBe('REQUIRES_REVIEW')
})

test('with an empty setting nothing is reviewed and nothing turned away', async () => {
  const sandbox = await freshSandbox(settings({ reviewThresholds: '', topUpMinimums: '' }))

  const large = await deposit(sandbox, { amount: '999999999999' })
  const small = await deposit(sandbox, { amount: '0.01', providerReference: 'vw-2' })

  expect([large.status, small.status]).toEqual(['CREATED', 'CREATED'])
})

test('a minimum can be set, per tenant too; what is just as much gets through', async () => {
  const sandbox = await freshSandbox(settings({ topUpMinimums: 'ARS=10.5 other-client/ARS=20' }))
  const outcome = async (clientId: string, amount: string) => {
    const body = { ...A_DEPOSIT, clientId, amount, providerReference: amount }
    return (await sandbox.request('POST', '/_sandbox/conomy/topups', body)).body.outcome
  }

  expect(await outcome('demo-client', '10.49')).toBe('below-minimum')
  expect(await outcome('demo-client', '10.50')).toBe('created')
  expect(await outcome('other-client', '19.99')).toBe('below-minimum')
  expect(await outcome('other-client', '20')).toBe('created')
})

test.each([
  ['CLP', '100'],
  ['COP', '500'],
  ['MXN', '10'],
  ['PEN', '1'],
  ['USD', '1'],
])('without a setting the rail of %s turns away less than %s', async (currency, amount) => {
  const sandbox = await freshSandbox()
  const outcome = async (text: string) => {
    const body = { ...A_DEPOSIT, currency, amount: text, providerReference: text }
    return (await sandbox.request('POST', '/_sandbox/conomy/topups', body)).body.outcome
  }

  expect(await outcome(`${BigInt(amount) - 1n}.9999999999`)).toBe('below-minimum')
  expect(await outcome(amount)).toBe('created')
})

test('nothing is no deposit, where there is no minimum neither', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', '/_sandbox/conomy/topups', {
    ...A_DEPOSIT,
    currency: 'PYG',
    amount: '0.0',
  })

  expect(body.outcome).toBe('below-minimum')
})

test.each(['ARS', 'ARS=', 'ARS=-1', 'ARS=1e6', 'ars=1', 'ARS=1,CLP=2', '/ARS=1', 'a/b/ARS=1', 'ARS=1000.'])(
  'limits that cannot be read are refused at the start, naming the setting: %s',
  async (text) => {
    expect(() => parseLimits(text)).toThrow(text.split(' ')[0])
    await expect(freshSandbox(settings({ reviewThresholds: text }))).rejects.toThrow(SettingError)
    await expect(freshSandbox(settings({ topUpMinimums: text }))).rejects.toThrow('conomy.topUpMinimums')
  },
)

test('limits are written on the command line as CURRENCY=AMOUNT, divided by blanks', async () => {
  const sandbox = await freshSandbox({ settings: parseSettings(['conomy.reviewThresholds=CLP=7  demo-client/ARS=5']) })

  expect((await deposit(sandbox, { amount: '100' })).status).toBe('REQUIRES_REVIEW')
})

test('of two limits for one currency the last counts', () => {
  expect(limitFor('ARS=1 ARS=2', { clientId: 'a', currency: 'ARS' })).toBe('2')
  expect(limitFor('ARS=1', { clientId: 'a', currency: 'CLP' })).toBeUndefined()
})

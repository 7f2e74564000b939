import { expect, test } from 'vitest'
import { BY_OTHER, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { deposit, depositInReview, hours, pay } from './payments.ts'

const PATH = '/conomy/accounts/unassigned'

test('without deposits there is nothing unassigned', async () => {
  const sandbox = await freshSandbox()
  await pay(sandbox)

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toEqual({ clientId: 'demo-client', totalAmount: '0', currency: '', count: 0, urgent: [] })
})

test('deposits that wait for an account add up, those in review too', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox, { amount: '50000.10' })
  await depositInReview(sandbox, { providerReference: 'vw-2' })
  const assigned = await deposit(sandbox, { providerReference: 'vw-3' })
  await sandbox.request('POST', `/conomy/payments/${assigned.id}/assign`, { accountId: PESOS })

  const { body } = await sandbox.request('GET', `${PATH}?clientId=demo-client`)

  expect(body).toMatchObject({ totalAmount: '1550000.1', currency: 'ARS', count: 2, urgent: [] })
})

test('what expires within six hours is urgent, and what has expired is gone', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)
  const urgent = async () => (await sandbox.request('GET', PATH)).body

  await sandbox.clock.advance(hours(42) - 1000)
  const before = await urgent()
  await sandbox.clock.advance(1000)
  const then = await urgent()
  await sandbox.clock.advance(hours(6))
  const after = await urgent()

  expect(before).toMatchObject({ count: 1, urgent: [] })
  expect(then).toMatchObject({ count: 1, urgent: [{ id, expiresAt: '2026-04-22T12:00:00Z' }] })
  expect(after).toMatchObject({ count: 0, urgent: [] })
})

test('amounts of different currencies are not added up', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)
  await deposit(sandbox, { providerReference: 'vw-2', currency: 'USD', amount: '10' })

  const { body } = await sandbox.request('GET', PATH)

  expect(body).toMatchObject({ totalAmount: '50000', currency: 'ARS', count: 2 })
})

test("another tenant sees none of it, and nobody sees another's by clientId", async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)

  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)
  const foreign = await sandbox.request('GET', `${PATH}?clientId=other-client`)

  expect(other.body).toMatchObject({ clientId: 'other-client', count: 0 })
  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
})

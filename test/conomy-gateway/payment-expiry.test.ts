import { expect, test } from 'vitest'
import { CAMILAS, PESOS } from '../support/conomy-gateway.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import {
  A_WITHDRAWAL,
  deposit,
  depositInReview,
  held,
  hours,
  listed,
  pay,
  read,
  resolve,
  told,
  uploadPaper,
} from './payments.ts'

/** What moving the clock has let happen. */
async function advance(sandbox: TestSandbox, seconds: number): Promise<{ at: string; what: string }[]> {
  return (await sandbox.request('POST', '/_sandbox/clock/advance', { seconds })).body.fired
}

test('a payment that nobody takes up expires after 48 hours, not before, and gives back what it reserved', async () => {
  const sandbox = await freshSandbox()
  const { id } = await pay(sandbox, A_WITHDRAWAL)

  const early = await advance(sandbox, 48 * 3600 - 1)
  const before = await read(sandbox, id)
  const fired = await advance(sandbox, 1)

  expect(early).toEqual([])
  expect(before).toMatchObject({ status: 'CREATED', expiredAt: null })
  expect(fired).toEqual([{ at: '2026-04-22T12:00:00.000Z', what: `payment ${id} expires` }])
  expect(await read(sandbox, id)).toMatchObject({
    status: 'EXPIRED',
    expiredAt: '2026-04-22T12:00:00Z',
    updatedAt: '2026-04-22T12:00:00Z',
  })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
})

test('an unassigned deposit goes back to its payer after 48 hours, in no balance on the way', async () => {
  const sandbox = await freshSandbox()
  const { id, origins, customerId } = await deposit(sandbox)

  await sandbox.clock.advance(hours(48))

  expect(await listed(sandbox)).toMatchObject([
    { id, status: 'EXPIRED', expiredAt: '2026-04-22T12:00:00Z' },
    {
      type: 'REFUND',
      status: 'RECEIVED',
      parentPaymentId: id,
      totalAmount: '50000',
      currency: 'ARS',
      origins: [],
      destinations: origins,
      customerId,
      expiresAt: null,
      createdAt: '2026-04-22T12:00:00Z',
    },
  ])
  expect(await held(sandbox, PESOS)).toEqual({ balance: '2000000', availableFunds: '2000000' })
})

test('time that goes on far beyond lets the payment expire at its own time, once', async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox)

  await sandbox.clock.advance(hours(1000))
  await sandbox.clock.advance(hours(1000))

  expect((await read(sandbox, id)).expiredAt).toBe('2026-04-22T12:00:00Z')
  expect(await listed(sandbox, '?type=REFUND')).toHaveLength(1)
})

test('an approved deposit that nobody assigns goes back too, and one in review does not wait longer', async () => {
  const sandbox = await freshSandbox()
  const approved = await depositInReview(sandbox)
  await uploadPaper(sandbox, approved.id)
  await resolve(sandbox, approved.id, 'APPROVED')
  const payer = { firstName: 'Rosa', lastName: 'Sol', documentNumber: '27111111114', documentType: 'CUIT' }
  const undecided = await depositInReview(sandbox, { providerReference: 'vw-2', payer })

  await sandbox.clock.advance(hours(48))

  for (const { id } of [approved, undecided]) expect((await read(sandbox, id)).status).toBe('EXPIRED')
  expect(await listed(sandbox, '?type=REFUND')).toHaveLength(2)
})

test('what was captured, received, assigned or has failed does not expire, and is not said to', async () => {
  const sandbox = await freshSandbox()
  const captured = await pay(sandbox)
  await sandbox.request('POST', `/conomy/payments/${captured.id}/captured`)
  const received = await pay(sandbox)
  await sandbox.request('POST', '/conomy/payments/received', { id: received.id })
  const assigned = await deposit(sandbox)
  await sandbox.request('POST', `/conomy/payments/${assigned.id}/assign`, { accountId: PESOS })
  const failed = await pay(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${failed.id}/fail`)
  const before = told(sandbox)

  const fired = await advance(sandbox, 100 * 3600)

  const statuses = (await listed(sandbox)).map(({ status }: { status: string }) => status)
  expect(statuses).toEqual(['CAPTURED', 'RECEIVED', 'SETTLED', 'FAILED'])
  expect(told(sandbox)).toEqual(before)
  expect(fired).toEqual([])
})

test('payments of one instant all expire, each in the order it was made', async () => {
  const sandbox = await freshSandbox()
  const ids: string[] = []
  for (let made = 0; made < 3; made++) ids.push((await pay(sandbox)).id)

  const fired = await advance(sandbox, 48 * 3600)

  expect(fired.map(({ what }) => what)).toEqual(ids.map((id) => `payment ${id} expires`))
  const expired = sandbox.messages().filter(({ event }) => event === 'payment.expired')
  expect(expired).toMatchObject(ids.map((id) => ({ data: { transaction: { id } } })))
})

test("the other tenant's payments expire as well", async () => {
  const sandbox = await freshSandbox()
  const { id } = await deposit(sandbox, { clientId: 'other-client' })

  await sandbox.clock.advance(hours(48))

  expect((await read(sandbox, id, 'other')).status).toBe('EXPIRED')
  expect(await listed(sandbox)).toEqual([])
})

test('an expiry survives a restart: what was to come comes, at its time', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const withdrawal = await pay(first, A_WITHDRAWAL)
  const waiting = await deposit(first)
  await first.close()

  const second = await freshSandbox({ data })
  await second.clock.advance(hours(48) - 1000)
  const before = await read(second, withdrawal.id)
  await second.clock.advance(1000)

  expect(before.status).toBe('CREATED')
  for (const { id } of [withdrawal, waiting]) expect((await read(second, id)).status).toBe('EXPIRED')
  expect(await listed(second, '?type=REFUND')).toHaveLength(1)
  expect(await held(second, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
})

test('what fell due while nobody ran it happens after the start, and only once over two restarts', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await deposit(first)
  await first.close()

  const second = await freshSandbox({ data, now: new Date('2026-05-01T12:00:00Z') })
  await second.settled()
  const expired = await read(second, id)
  await second.close()
  const third = await freshSandbox({ data, now: new Date('2026-05-02T12:00:00Z') })
  await third.settled()

  expect(expired).toMatchObject({ status: 'EXPIRED', expiredAt: '2026-05-01T12:00:00Z' })
  expect(await listed(third, '?type=REFUND')).toHaveLength(1)
})

test('after a reset nothing of what was to come comes', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)

  await sandbox.reset()
  const fired = await advance(sandbox, 100 * 3600)

  expect(fired).toEqual([])
  expect(sandbox.messages()).toEqual([])
})

import { expect, test } from 'vitest'
import { advance, deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const replay = (sandbox: TestSandbox, body?: object) => sandbox.request('POST', '/_sandbox/webhooks/replay', body)

/** One delivery of LegalTalent and one of Oak that were given up, and the receiver that was down and now is up. */
async function sandboxWithFailures() {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  const endpoint = await register(sandbox, receiver.url, { vendor: 'legaltalent' })
  await register(sandbox, receiver.url, { vendor: 'oak' })
  const legaltalent = await trigger(sandbox, { vendor: 'legaltalent', event: 'kyc.session.created' })
  const oak = await trigger(sandbox, { vendor: 'oak', event: 'customer.created' })
  await sandbox.settled()
  await advance(sandbox, 8_000)
  expect([await deliveryOf(sandbox, legaltalent.id), await deliveryOf(sandbox, oak.id)]).toMatchObject([
    { status: 'failed' },
    { status: 'failed' },
  ])
  receiver.answer = answering(200)
  receiver.received.length = 0
  return { sandbox, receiver, endpoint, legaltalent, oak }
}

test('everything that failed is sent again at once, whosever it is', async () => {
  const { sandbox, receiver, legaltalent, oak } = await sandboxWithFailures()

  const { status, body } = await replay(sandbox)

  expect(status).toBe(200)
  expect(body).toEqual({ attempted: 2, delivered: 2, pending: 0, failed: 0, skipped: 0 })
  expect(receiver.received).toHaveLength(2)
  expect(await deliveryOf(sandbox, legaltalent.id)).toMatchObject({ status: 'delivered' })
  expect(await deliveryOf(sandbox, oak.id)).toMatchObject({ status: 'delivered' })
})

test('what fails again is tried again on a schedule of its own', async () => {
  const { sandbox, receiver, legaltalent } = await sandboxWithFailures()
  receiver.answer = answering(500)

  const { body } = await replay(sandbox, { vendor: 'legaltalent' })
  receiver.answer = answering(200)
  await advance(sandbox, 60)

  expect(body).toEqual({ attempted: 1, delivered: 0, pending: 1, failed: 0, skipped: 0 })
  expect(await deliveryOf(sandbox, legaltalent.id)).toMatchObject({ status: 'delivered' })
})

test.each([
  ['a vendor', { vendor: 'oak' }],
  ['an event', { event: 'customer.created' }],
  ['a tenant and an event', { tenant: 'demo-client', event: 'customer.created' }],
])('only those of %s are sent again', async (_what, filter) => {
  const { sandbox, legaltalent, oak } = await sandboxWithFailures()

  const { body } = await replay(sandbox, filter)

  expect(body).toMatchObject({ attempted: 1, delivered: 1 })
  expect(await deliveryOf(sandbox, oak.id)).toMatchObject({ status: 'delivered' })
  expect(await deliveryOf(sandbox, legaltalent.id)).toMatchObject({ status: 'failed' })
})

test('only those to an endpoint are sent again', async () => {
  const { sandbox, endpoint, legaltalent, oak } = await sandboxWithFailures()

  await replay(sandbox, { endpointId: endpoint.id })

  expect(await deliveryOf(sandbox, legaltalent.id)).toMatchObject({ status: 'delivered' })
  expect(await deliveryOf(sandbox, oak.id)).toMatchObject({ status: 'failed' })
})

test('those that were delivered can be sent again too, with the bytes that they had', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  await trigger(sandbox)
  await sandbox.settled()

  expect((await replay(sandbox)).body).toMatchObject({ attempted: 0 })
  expect((await replay(sandbox, { status: 'delivered' })).body).toMatchObject({ attempted: 1, delivered: 1 })

  expect(receiver.received).toHaveLength(2)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
})

test('those whose endpoint is gone are skipped, and stay failed', async () => {
  const { sandbox, endpoint, legaltalent } = await sandboxWithFailures()
  await sandbox.request('DELETE', `/_sandbox/webhooks/endpoints/${endpoint.id}`)

  const { body } = await replay(sandbox)

  expect(body).toEqual({ attempted: 1, delivered: 1, pending: 0, failed: 0, skipped: 1 })
  expect(await deliveryOf(sandbox, legaltalent.id)).toMatchObject({ status: 'failed' })
})

test('with nothing that failed nothing is sent', async () => {
  const sandbox = await freshSandbox()

  expect((await replay(sandbox, {})).body).toEqual({ attempted: 0, delivered: 0, pending: 0, failed: 0, skipped: 0 })
})

test('a hundred deliveries that wait are all sent at once', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { id } = await register(sandbox, NOBODY)
  for (let count = 0; count < 100; count++) await trigger(sandbox)
  await sandbox.settled()
  await sandbox.request('PUT', `/_sandbox/webhooks/endpoints/${id}`, { vendor: 'conomy', url: receiver.url })

  const { body } = await replay(sandbox, { status: 'pending' })

  expect(body).toEqual({ attempted: 100, delivered: 100, pending: 0, failed: 0, skipped: 0 })
  expect(receiver.received).toHaveLength(100)
})

test.each([
  ['a vendor that does not exist', { vendor: 'conomi' }, 'there is no vendor "conomi", did you mean "conomy"?'],
  ['an event that nobody has', { event: 'customer.create' }, 'there is no event "customer.create", did you mean'],
  ['an event of another vendor', { vendor: 'conomy', event: 'customer.created' }, 'there is no event'],
  ['a tenant that nobody has', { tenant: 'demo-cleint' }, 'there is no tenant "demo-cleint", did you mean'],
  ['a status that does not exist', { status: 'lost' }, 'status'],
  ['a body that is a list', [], ''],
])('%s is refused, and nothing is sent', async (_what, filter, message) => {
  const { sandbox, receiver } = await sandboxWithFailures()

  const { status, body } = await replay(sandbox, filter)

  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain(JSON.stringify(message).slice(1, -1))
  expect(receiver.received).toEqual([])
})

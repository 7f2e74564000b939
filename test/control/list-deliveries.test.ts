import { expect, test } from 'vitest'
import { NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const DELIVERIES = '/_sandbox/webhooks/deliveries'

async function idsOf(sandbox: TestSandbox, query: string): Promise<string[]> {
  const { status, body } = await sandbox.request('GET', `${DELIVERIES}?${query}`)
  expect(status).toBe(200)
  const deliveries: { id: string }[] = body.deliveries
  return deliveries.map(({ id }) => id)
}

test('deliveries are listed newest first', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const first = await trigger(sandbox)
  const second = await trigger(sandbox)
  const third = await trigger(sandbox)

  expect(await idsOf(sandbox, '')).toEqual([third.id, second.id, first.id])
})

test('deliveries are found by status, event, tenant, vendor and endpoint, and by several at once', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const good = await register(sandbox, receiver.url)
  await register(sandbox, NOBODY, { tenant: 'other-client' })
  const level = await trigger(sandbox)
  const underpaid = await trigger(sandbox, { event: 'purchase.underpaid' })
  const others = await trigger(sandbox, { tenant: 'other-client' })
  await sandbox.settled()

  expect(await idsOf(sandbox, 'status=delivered')).toEqual([underpaid.id, level.id])
  expect(await idsOf(sandbox, 'status=pending')).toEqual([others.id])
  expect(await idsOf(sandbox, 'status=failed')).toEqual([])
  expect(await idsOf(sandbox, 'event=customer.levelChanged')).toEqual([others.id, level.id])
  expect(await idsOf(sandbox, 'tenant=other-client')).toEqual([others.id])
  expect(await idsOf(sandbox, `endpointId=${good.id}`)).toEqual([underpaid.id, level.id])
  expect(await idsOf(sandbox, 'vendor=conomy')).toHaveLength(3)
  expect(await idsOf(sandbox, 'vendor=oak')).toEqual([])
  expect(await idsOf(sandbox, 'tenant=demo-client&event=customer.levelChanged&status=delivered')).toEqual([level.id])
})

test('deliveries of all vendors are in one list, in the order in which they were queued', async () => {
  const sandbox = await freshSandbox()
  const events = { conomy: 'customer.levelChanged', legaltalent: 'kyc.session.created', oak: 'customer.created' }
  for (const vendor of Object.keys(events)) await register(sandbox, NOBODY, { vendor })
  for (const [vendor, event] of Object.entries(events)) await trigger(sandbox, { vendor, event })

  const { body } = await sandbox.request('GET', DELIVERIES)

  expect(body.deliveries).toMatchObject([
    { vendor: 'oak', event: 'customer.created' },
    { vendor: 'legaltalent', event: 'kyc.session.created' },
    { vendor: 'conomy', event: 'customer.levelChanged' },
  ])
})

test('the newest fifty are listed unless another number is asked for', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const made: string[] = []
  for (let count = 0; count < 60; count++) made.unshift((await trigger(sandbox)).id)

  expect(await idsOf(sandbox, '')).toEqual(made.slice(0, 50))
  expect(await idsOf(sandbox, 'limit=2')).toEqual(made.slice(0, 2))
  expect(await idsOf(sandbox, 'limit=500')).toEqual(made)
})

test.each([
  ['a status that does not exist', 'status=done', 'status'],
  ['a limit of nothing', 'limit=0', 'limit'],
  ['a limit over 500', 'limit=501', 'limit'],
  ['a negative limit', 'limit=-1', 'limit'],
  ['a limit that is no number', 'limit=many', 'limit'],
  ['half a limit', 'limit=1.5', 'limit'],
  ['two limits', 'limit=1&limit=2', 'limit'],
  ['an endless event', `event=${'x'.repeat(10_000)}`, 'event'],
])('a listing with %s is refused', async (_what, query, field) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('GET', `${DELIVERIES}?${query}`)

  expect(status).toBe(400)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.errors).toMatchObject([{ in: 'query', field }])
})

test('a misspelt filter is refused, as it would let everything through', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${DELIVERIES}?statu=failed`)

  expect(status).toBe(400)
  expect(body.detail).toBe('unknown query parameter "statu", did you mean "status"?')
})

test.each([
  ['vendor=oka', 'there is no vendor "oka", did you mean "oak"?'],
  ['event=customer.levelChange', 'there is no event "customer.levelChange", did you mean "customer.levelChanged"?'],
  ['vendor=oak&event=customer.levelChanged', 'there is no event "customer.levelChanged" of oak'],
  ['tenant=nobody', 'there is no tenant "nobody"'],
])('%s could find nothing, ever, and is refused', async (query, reason) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${DELIVERIES}?${query}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ detail: expect.stringContaining(reason), errors: [{ in: 'query' }] })
})

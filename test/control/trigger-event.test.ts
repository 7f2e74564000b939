import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { ANA, CARLOS, createCustomer } from '../support/conomy.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const TRIGGER = '/_sandbox/webhooks/trigger'
const LEVEL_CHANGED = { vendor: 'conomy', event: 'customer.levelChanged' }

const contract = await Contract.load()
const checker = await contract.checker()
const events = contract.eventsOf('conomy')

test("the catalogue has the customer event and the payments' events", () => {
  expect(events).toHaveLength(21)
  expect(events).toContain('customer.levelChanged')
})

test.each(events)('%s can be triggered without data, and is what the contract says', async (event) => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const dialect = event.startsWith('Transaction.') ? 'legacy' : 'standard'
  await register(sandbox, receiver.url, { events: [event], dialect })

  const { status, body } = await sandbox.request('POST', TRIGGER, { vendor: 'conomy', event })
  await sandbox.settled()

  expect(status).toBe(201)
  expect(body).toMatchObject({ event, tenant: 'demo-client', status: 'pending', others: [] })
  const payloads = receiver.received.map((request) => JSON.parse(request.body))
  expect(payloads).toMatchObject([dialect === 'legacy' ? { event } : { eventType: event }])
  expect(checker.conforms(contract.payloadOf(`conomy.${event}`), payloads[0])).toEqual([])
})

test('the answer is the delivery to the first endpoint, with the ids of the others', async () => {
  const sandbox = await freshSandbox()
  const first = await register(sandbox, NOBODY)
  await register(sandbox, NOBODY)

  const { status, body } = await sandbox.request('POST', TRIGGER, LEVEL_CHANGED)

  expect(status).toBe(201)
  expect(body.endpointId).toBe(first.id)
  const list = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  expect(list.body.deliveries).toMatchObject([{ id: body.others[0] }, { id: body.id }])
  expect(body.others).toHaveLength(1)
})

test('without data, an event about a customer is about a documented one of the tenant', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  await register(sandbox, NOBODY, { tenant: 'other-client' })

  await trigger(sandbox)
  await trigger(sandbox, { tenant: 'other-client' })

  const [mine, others] = sandbox.messages()
  expect(mine?.data).toMatchObject({ customer: { id: CARLOS, clientId: 'demo-client' } })
  expect(others?.data).toMatchObject({ customer: { clientId: 'other-client' } })
})

test('a customer named in the data is the one the event is about', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const { id } = await createCustomer(sandbox, { email: 'new@example.com', firstName: 'Nadia' })

  await trigger(sandbox, { data: { customer: { id: ANA } } })
  await trigger(sandbox, { data: { customer: { id, operationLevel: 'FULL' } } })

  expect(sandbox.messages().map(({ data }) => data)).toMatchObject([
    { customer: { id: ANA, firstName: 'Ana', email: 'ana.garcia@example.com', documentsCount: 1 } },
    { customer: { id, firstName: 'Nadia', operationLevel: 'FULL', documentsCount: 0 } },
  ])
})

test("another tenant's customer is not shown to an endpoint", async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const { id } = await createCustomer(sandbox)
  const list = await sandbox.request('GET', '/conomy/customers?clientId=other-client', undefined, { as: 'other' })
  const customers: { id: string; email: string }[] = list.body.customers
  const others = customers.at(-1)

  await trigger(sandbox, { data: { customer: { id } } })
  await trigger(sandbox, { data: { customer: { id: others?.id } } })

  const [own, strange] = sandbox.messages().map(({ data }) => JSON.stringify(data))
  expect(own).toContain('new@example.com')
  expect(strange).toContain(others?.id)
  expect(strange).not.toContain(others?.email)
  expect(strange).not.toContain('other-client')
})

test('data is merged into the default payload', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)

  await trigger(sandbox, { event: 'payment.failed', data: { transaction: { totalAmount: '99.50', currency: 'CLP' } } })

  expect(sandbox.messages()[0]?.data).toMatchObject({
    eventType: 'payment.failed',
    transaction: { totalAmount: '99.50', currency: 'CLP', status: 'FAILED', externalId: 'order-1001' },
    identity: {},
  })
})

test('a payload as it was received can be given as data', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { events: ['payment.settled'] })
  await trigger(sandbox, { event: 'payment.settled' })
  await sandbox.settled()
  const data = JSON.parse(receiver.received[0]?.body ?? '')

  const { status } = await sandbox.request('POST', TRIGGER, { vendor: 'conomy', event: 'payment.settled', data })
  await sandbox.settled()

  expect(status).toBe(201)
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body)
})

import { expect, test } from 'vitest'
import { NOBODY, register } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const TRIGGER = '/_sandbox/webhooks/trigger'
const LEVEL_CHANGED = { vendor: 'conomy', event: 'customer.levelChanged' }

test.each([
  ['an unknown vendor', { ...LEVEL_CHANGED, vendor: 'economy' }, 'vendor', 'did you mean "conomy"?'],
  [
    'an unknown event',
    { ...LEVEL_CHANGED, event: 'customer.levelchange' },
    'event',
    'did you mean "customer.levelChanged"?',
  ],
  ['an unknown tenant', { ...LEVEL_CHANGED, tenant: 'demo-cleint' }, 'tenant', 'did you mean "demo-client"?'],
  ["an event of everybody's prototype", { ...LEVEL_CHANGED, event: 'constructor' }, 'event', 'no event'],
  ['no event', { vendor: 'conomy' }, 'event', 'required'],
  ['data that is a list', { ...LEVEL_CHANGED, data: [] }, 'data', 'object'],
  [
    'a level that does not exist',
    { ...LEVEL_CHANGED, data: { customer: { operationLevel: 'GOLD' } } },
    'data.customer.operationLevel',
    'must be one of',
  ],
  [
    'a field that the payload does not have',
    { ...LEVEL_CHANGED, data: { customer: { nickname: 'Nan' } } },
    'data.customer',
    'contract',
  ],
  ['a customer that is no object', { ...LEVEL_CHANGED, data: { customer: 'Ana' } }, 'data.customer', 'object'],
  [
    'an amount that is a number',
    { vendor: 'conomy', event: 'payment.settled', data: { transaction: { totalAmount: 5 } } },
    'data.transaction.totalAmount',
    'string',
  ],
])('%s is refused and says why, and nothing is stored', async (_what, body, field, reason) => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)

  const answer = await sandbox.request('POST', TRIGGER, body)

  expect(answer.status).toBe(400)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.body.errors).toMatchObject([{ in: 'body', field }])
  expect(answer.body.detail).toContain(reason)
  expect(sandbox.messages()).toEqual([])
})

test('an event that nobody listens for is refused, and nothing is stored', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY, { events: ['payment.settled'] })

  const { status, body } = await sandbox.request('POST', TRIGGER, LEVEL_CHANGED)

  expect(status).toBe(409)
  expect(body.detail).toContain('POST /_sandbox/webhooks/endpoints')
  expect(sandbox.messages()).toEqual([])
  const { body: log } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  expect(log.deliveries).toEqual([])
})

test('an event that is refused does not change the ids of what comes after', async () => {
  const refused = await freshSandbox()
  const other = await freshSandbox()

  await refused.request('POST', TRIGGER, LEVEL_CHANGED)

  expect((await createCustomer(refused)).id).toBe((await createCustomer(other)).id)
})

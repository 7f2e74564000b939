import { expect, test } from 'vitest'
import { A_TOP_UP, pay } from '../conomy-gateway/payments.ts'
import { advance, NOBODY, register } from '../delivery/webhooks.ts'
import { ANA, createCustomer } from '../support/conomy.ts'
import { VERSION } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { plant } from './faults.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

async function listed(sandbox: TestSandbox, query = '') {
  const { status, body } = await sandbox.request('GET', `/_sandbox/requests${query}`)
  if (status !== 200) throw new Error(`The list answered ${JSON.stringify(body)}`)
  return body.requests
}

/** What was asked of whom, newest first. */
const briefly = async (sandbox: TestSandbox, query = ''): Promise<string[]> =>
  ((await listed(sandbox, query)) as { method: string; path: string; status: number }[]).map(
    ({ method, path, status }) => `${method} ${path.split('?')[0]} ${status}`,
  )

/** A list, a refused create, a create, an unknown route. */
async function talk(sandbox: TestSandbox) {
  await sandbox.request('GET', CUSTOMERS)
  await sandbox.request('POST', CUSTOMERS, {})
  await createCustomer(sandbox)
  await sandbox.request('GET', '/conomy/custmers?clientId=demo-client')
}

test('requests are listed newest first, refused ones and unknown routes too', async () => {
  const sandbox = await freshSandbox()
  await talk(sandbox)

  const requests = await listed(sandbox)

  expect(requests).toMatchObject([
    { id: 'req_4', vendor: 'conomy', operation: null, status: 404 },
    { id: 'req_3', operation: 'conomy-customers.createCustomer', status: 201 },
    { id: 'req_2', operation: 'conomy-customers.createCustomer', status: 400 },
    { id: 'req_1', vendor: 'conomy', operation: 'conomy-customers.listCustomers', method: 'GET', path: CUSTOMERS },
  ])
})

test.each([
  [
    'an operation',
    '?operation=conomy-customers.createCustomer',
    ['POST /conomy/customers 201', 'POST /conomy/customers 400'],
  ],
  ['a status', '?status=404', ['GET /conomy/custmers 404']],
  ['a method', '?method=post&limit=1', ['POST /conomy/customers 201']],
  ['a vendor', '?vendor=oak', []],
  ['what came after a request', '?since=req_2', ['GET /conomy/custmers 404', 'POST /conomy/customers 201']],
  ['several of these', '?vendor=conomy&method=POST&status=201', ['POST /conomy/customers 201']],
])('they can be narrowed down to %s', async (_what, query, expected) => {
  const sandbox = await freshSandbox()
  await talk(sandbox)

  expect(await briefly(sandbox, query)).toEqual(expected)
})

test('they can be narrowed down to those from an instant of the sandbox on', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', CUSTOMERS)
  await advance(sandbox, 60)
  await createCustomer(sandbox)

  expect(await briefly(sandbox, '?since=2026-04-20T12:01:00Z')).toEqual(['POST /conomy/customers 201'])
})

test.each(['yesterday', 'req_', '2026-04-20'])('since %s is refused', async (since) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/_sandbox/requests?since=${since}`)

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ in: 'query', field: 'since' }])
})

test('calls of the control API and of operators are not in the log', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('GET', '/_sandbox/health')
  await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)

  expect(await listed(sandbox)).toEqual([])
})

test('what is no vendor’s is in the log without one', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('GET', '/nowhere?token=hunter2')

  expect(await listed(sandbox)).toMatchObject([
    { vendor: null, operation: null, path: '/nowhere?token=********', status: 404 },
  ])
})

test('each namespace has a log of its own, and paths are shown without it', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', `/@ci-7${CUSTOMERS}`)

  const { body } = await sandbox.request('GET', '/@ci-7/_sandbox/requests')

  expect(body.requests).toMatchObject([{ id: 'req_1', namespace: 'ci-7', path: CUSTOMERS }])
  expect(await listed(sandbox)).toEqual([])
})

test('the last thousand are kept', async () => {
  const sandbox = await freshSandbox({ checkResponses: false })
  for (let number = 0; number < 1005; number++) await sandbox.fetch(new Request('http://localhost:4010/nowhere'))

  const requests = await listed(sandbox, '?limit=1000')

  expect(requests).toHaveLength(1000)
  expect(requests[0].id).toBe('req_1005')
  expect(requests[999].id).toBe('req_6')
})

test('a request that a fault struck says which', async () => {
  const sandbox = await freshSandbox()
  const { id } = await plant(sandbox, { status: 503, times: 1 })
  await sandbox.request('GET', CUSTOMERS)
  await sandbox.request('GET', CUSTOMERS)

  expect(await listed(sandbox)).toMatchObject([
    { status: 200, fault: null },
    { status: 503, fault: id },
  ])
})

test('a request says which messages it caused, also to nobody', async () => {
  const sandbox = await freshSandbox()
  await pay(sandbox)
  await sandbox.request('POST', '/conomy/payments', { ...A_TOP_UP, product: 'no product' }, VERSION)

  const [refused, paid] = await listed(sandbox)

  expect(paid.messages).toEqual(sandbox.messages().map(({ id }) => id))
  expect(paid.messages.length).toBeGreaterThan(0)
  expect(refused).toMatchObject({ status: 400, messages: [] })
})

test('a delivery has the id of its message', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  await pay(sandbox)

  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')

  const [{ messages }] = await listed(sandbox)
  expect(messages).toEqual(expect.arrayContaining([body.deliveries[0].messageId]))
})

test.each([
  ['vendor=oka', 'there is no vendor "oka", did you mean "oak"?'],
  ['vendor=nobody', 'there is no vendor "nobody"; there are conomy, legaltalent, oak'],
  ['operation=createCustomer', 'did you mean "conomy-customers.createCustomer"?'],
  ['vendor=oak&operation=conomy-customers.createCustomer', 'of oak'],
  ['method=PSOT', 'there is no method "PSOT", did you mean "POST"?'],
  ['method=FOOBAR', 'there is no method "FOOBAR"'],
  ['operation=sandbox.reset', 'there is no operation "sandbox.reset"'],
])('%s could find nothing, ever, and is refused', async (query, reason) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/_sandbox/requests?${query}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ detail: expect.stringContaining(reason), errors: [{ in: 'query' }] })
})

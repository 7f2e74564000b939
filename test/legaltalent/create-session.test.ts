import { expect, test } from 'vitest'
import { ANDES, BASIC, CUSTOMERS, eventsOf, NAMELESS, SESSIONS, startSession, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test("rows 32, 33: a session by customer_id or by client_id is among the customer's", async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', CUSTOMERS)).body.data.total

  const byId = await startSession(sandbox, { customer_id: NAMELESS })
  const byClient = await startSession(sandbox, { client_id: 'merchant_1001' })

  expect(byClient.customer_id).toBe(ANDES)
  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/sessions`)
  expect(body.data.sessions).toEqual([byId])
  const known = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/sessions`)
  expect(known.body.data.sessions[0]).toEqual(byClient)
  expect((await sandbox.request('GET', CUSTOMERS)).body.data.total).toBe(before)
})

test('rows 34, 37: an unknown client_id makes a customer, and is taken then', async () => {
  const sandbox = await freshSandbox()

  const session = await startSession(sandbox, { client_id: 'new_1', metadata: { user_name: 'John Doe' } })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${session.customer_id}`)
  expect(body.data).toMatchObject({
    client_id: 'new_1',
    name: 'John Doe',
    entity_type: 'individual',
    sessions_count: 1,
  })
  const again = await sandbox.request('POST', CUSTOMERS, { name: 'John', client_id: 'new_1' })
  expect(again.status).toBe(409)
})

test.each([
  ['blank', ' '],
  ['no text', 5],
  ['longer than a name can be', 'x'.repeat(256)],
])('a user_name that is %s does not name the customer', async (_what, user_name) => {
  const sandbox = await freshSandbox()

  const { customer_id } = await startSession(sandbox, { client_id: 'new_1', metadata: { user_name } })

  expect((await sandbox.request('GET', `${CUSTOMERS}/${customer_id}`)).body.data.name).toBe('new_1')
})

test('row 35: a hundred sessions at once with the same new client_id leave one customer', async () => {
  const sandbox = await freshSandbox()

  const made = await Promise.all(Array.from({ length: 100 }, () => startSession(sandbox, { client_id: 'crowd' })))

  expect(new Set(made.map(({ session_id }) => session_id)).size).toBe(100)
  expect(new Set(made.map(({ customer_id }) => customer_id)).size).toBe(1)
  const { body } = await sandbox.request('GET', `${CUSTOMERS}?client_id=crowd`)
  expect(body.data.customers).toMatchObject([{ sessions_count: 100 }])
})

test.each([
  ['row 36: an unknown customer', { workflow_id: BASIC, customer_id: UNKNOWN }, 404],
  ['an unknown workflow', { workflow_id: UNKNOWN }, 404],
  ['no workflow', {}, 400],
  ['an empty client_id', { workflow_id: BASIC, client_id: '' }, 400],
  ['a blank client_id', { workflow_id: BASIC, client_id: ' ' }, 400],
  ['ids of two customers', { workflow_id: BASIC, customer_id: ANDES, client_id: 'merchant_1002' }, 400],
  ['an inactive customer', { workflow_id: BASIC, client_id: 'merchant_1003' }, 400],
])('%s starts no session', async (_what, body, expected) => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', SESSIONS)).body.data.total

  const { status } = await sandbox.request('POST', SESSIONS, body)

  expect(status).toBe(expected)
  expect((await sandbox.request('GET', SESSIONS)).body.data.total).toBe(before)
  expect(eventsOf(sandbox)).toEqual([])
})

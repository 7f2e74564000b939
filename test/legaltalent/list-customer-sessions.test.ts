import { expect, test } from 'vitest'
import { CUSTOMERS, LUCIA, NAMELESS, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 39: a customer without sessions has an empty list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/sessions`)

  expect(status).toBe(200)
  expect(body.data).toEqual({
    customer_id: NAMELESS,
    sessions: [],
    count: 0,
    total: 0,
    cursor: null,
    has_more: false,
    pagination: { limit: 20, cursor: null, has_more: false },
  })
})

test('the sessions are those that the list of all sessions has of the customer', async () => {
  const sandbox = await freshSandbox()
  await startSession(sandbox, { customer_id: LUCIA })
  const all = await sandbox.request('GET', `${SESSIONS}?customer_id=${LUCIA}&limit=100`)

  const first = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/sessions?limit=2`)
  const rest = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/sessions?cursor=${first.body.data.cursor}`)

  expect([...first.body.data.sessions, ...rest.body.data.sessions]).toEqual(all.body.data.sessions)
})

test('a status filters them', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/sessions?status=completed`)

  expect(body.data).toMatchObject({ sessions: [{ status: 'completed' }], count: 1, total: 1 })
})

test.each(['limit=0', 'cursor=nonsense', 'status=asleep'])('%s is refused', async (query) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/sessions?${query}`)

  expect(status).toBe(400)
})

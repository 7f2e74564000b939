import { expect, test } from 'vitest'
import { ANDES, CONTROL, CUSTOMERS, ME, UNKNOWN, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('rows 46, 47: a customer is put on a watchlist once', async () => {
  const sandbox = await freshSandbox()
  const path = `${CUSTOMERS}/${ANDES}/monitor`
  const made = await sandbox.request('POST', WATCHLISTS, { name: 'Mine' })
  const { watchlist_id } = made.body.data

  const first = await sandbox.request('POST', path, { watchlist_id })
  const second = await sandbox.request('POST', path, { watchlist_id })

  expect(first.status).toBe(200)
  expect(second.body.data.subject_id).toBe(first.body.data.subject_id)
  const { body } = await sandbox.request('GET', `${WATCHLISTS}/${watchlist_id}/subjects`)
  expect(body.data.subjects).toMatchObject([{ full_name: 'Andes Trading SA' }])
  const seats = await sandbox.request('GET', `${ME}/watchlist-seats`)
  expect(seats.body.data.used).toBe(2)
})

test('row 48: without a free seat it is 402, with a text for an error', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `${CONTROL}/seats`, { total: 1 })

  const { status, body } = await sandbox.request('POST', `${CUSTOMERS}/${ANDES}/monitor`, {})

  expect(status).toBe(402)
  expect(body).toEqual({ status: 'error', error: 'No watchlist seats available. Please purchase more seats.' })
})

test.each([
  ['row 49', ANDES, 'WATCHLIST_NOT_FOUND'],
  ['row 50', UNKNOWN, 'CUSTOMER_NOT_FOUND'],
])('%s: what is unknown cannot be monitored', async (_row, id, code) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', `${CUSTOMERS}/${id}/monitor`, { watchlist_id: UNKNOWN })

  expect(answer.status).toBe(404)
  expect(answer.body.error.code).toBe(code)
})

import { expect, test } from 'vitest'
import { ANDES, CONTROL, CUSTOMERS, createWatchlist, startSession, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every answer says which request it was, and when', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  const second = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)

  expect(first.body).toEqual({
    status: 'success',
    data: expect.anything(),
    meta: { request_id: expect.stringMatching(/^[0-9a-f-]{36}$/), timestamp: '2026-04-20T12:00:00Z' },
  })
  expect(second.body.meta.request_id).not.toBe(first.body.meta.request_id)
})

test('an answer with nothing but a sentence says so too', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { body } = await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist}`)

  expect(body).toEqual({
    status: 'success',
    message: 'Watchlist deleted successfully',
    meta: { request_id: expect.any(String), timestamp: '2026-04-20T12:00:00Z' },
  })
})

test('the run of a watchlist says it under its older name as well', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(body.execution_context).toEqual(body.meta)
})

test('asking does not change what is made afterwards', async () => {
  const [asked, silent] = [await freshSandbox({ seed: 7 }), await freshSandbox({ seed: 7 })]
  await asked.request('GET', CUSTOMERS)

  const made = [await startSession(asked), await startSession(silent)]

  expect(made[0]).toEqual(made[1])
})

test('what an operator does has no envelope of its own', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { body } = await sandbox.request('POST', `${CONTROL}/sessions/${session_id}/complete`)

  expect(body).not.toHaveProperty('meta')
})

import { expect, test } from 'vitest'
import { BY_OTHER, completeSession, SESSIONS, startSession, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a link that nobody uses expires, and can be extended', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { ttl_days: 1 })
  const path = `${SESSIONS}/${session_id}`

  await sandbox.clock.advance(86_400_000)

  expect((await sandbox.request('GET', path)).body.data.status).toBe('expired')
  const { body } = await sandbox.request('POST', `${path}/extend`, { ttl_days: 2 })
  expect(body.data).toMatchObject({ status: 'active', expires_at: '2026-04-23T12:00:00Z' })
})

test('a link that works lives for so many days from now', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { ttl_days: 1 })
  await sandbox.request('POST', `${SESSIONS}/${session_id}/extend`, { ttl_days: 3 })

  await sandbox.clock.advance(2 * 86_400_000)
  const before = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  await sandbox.clock.advance(86_400_000)
  const after = await sandbox.request('GET', `${SESSIONS}/${session_id}`)

  expect([before.body.data.status, after.body.data.status]).toEqual(['active', 'expired'])
})

test('a link that lives longer than is asked for keeps its time', async () => {
  const sandbox = await freshSandbox()
  const { session_id, expires_at } = await startSession(sandbox, { ttl_days: 30 })

  const { status, body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/extend`, { ttl_days: 1 })

  expect(status).toBe(200)
  expect(body.data.expires_at).toBe(expires_at)
})

test.each([
  ['nothing', {}],
  ['no day', { ttl_days: 0 }],
  ['more than a year', { ttl_days: 366 }],
  ['half a day', { ttl_days: 0.5 }],
  ['a text', { ttl_days: '7' }],
])('%s extends nothing', async (_what, wish) => {
  const sandbox = await freshSandbox()
  const { session_id, expires_at } = await startSession(sandbox)

  const { status, body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/extend`, wish)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', `${SESSIONS}/${session_id}`)).body.data.expires_at).toBe(expires_at)
})

test("a session that is completed is not extended, and another tenant's is 404", async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  const path = `${SESSIONS}/${session_id}/extend`

  const others = await sandbox.request('POST', path, { ttl_days: 7 }, BY_OTHER)
  await completeSession(sandbox, session_id)
  const over = await sandbox.request('POST', path, { ttl_days: 7 })

  expect(others.status).toBe(404)
  expect([over.status, over.body.error.message]).toEqual([400, 'A session that is completed cannot be extended'])
})

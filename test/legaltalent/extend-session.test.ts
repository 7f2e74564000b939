import { expect, test } from 'vitest'
import { SESSIONS, startSession } from '../support/legaltalent.ts'
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

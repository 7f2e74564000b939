import { expect, test } from 'vitest'
import { BY_OTHER, COMPANY, ME, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/credits`

test('every session takes a credit', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH)).body.data
  await startSession(sandbox)

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', data: { tenant_id: 'tenant_demo' } })
  expect(body.data).toEqual({ ...before, used: before.used + 1, available: before.available - 1 })
})

test('a session that is deleted gives no credit back, whoever it was about', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH)).body.data.used
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const person = { full_name: 'Ann Owner', role: 'ubo' }
  const subsession = await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)
  await sandbox.request('DELETE', `${SESSIONS}/${session_id}/subsessions/${subsession.body.data.session_id}`)
  const other = await startSession(sandbox)

  for (const id of [session_id, other.session_id]) await sandbox.request('DELETE', `${SESSIONS}/${id}`)

  expect((await sandbox.request('GET', PATH)).body.data.used).toBe(before + 2)
  expect((await sandbox.request('GET', '/legaltalent/kyc/usage')).body.credits.used).toBe(before + 2)
})

test('as many as are set are there, and what is used beyond them leaves none', async () => {
  const sandbox = await freshSandbox({ settings: { legaltalent: { credits: 5 } } })

  const { body } = await sandbox.request('GET', PATH)

  expect(body.data).toMatchObject({ total: 5, available: 0 })
  expect(body.data.used).toBeGreaterThan(5)
})

test('what another tenant uses is its own', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH, undefined, BY_OTHER)).body.data
  await startSession(sandbox)

  const { body } = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(body.data).toEqual(before)
  expect(before.tenant_id).toBe('tenant_other')
})

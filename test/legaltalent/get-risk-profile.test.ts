import { expect, test } from 'vitest'
import { ANDES, BOREALIS, CUSTOMERS, completeSession, SESSIONS, startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('rows 43, 45: a score fits its level, and the same history gives the same', async () => {
  const sandbox = await freshSandbox()
  const path = `${CUSTOMERS}/${BOREALIS}/risk-profile?recalculate=true`

  const first = await sandbox.request('GET', path)
  const second = await sandbox.request('GET', path)

  expect(first.body.data).toMatchObject({ risk_score: 75, risk_level: 'high', recalculated: true })
  expect(second.body.data.risk_score).toBe(75)
})

test('row 44: a rejected session raises the score, of the customer too', async () => {
  const sandbox = await freshSandbox()
  const path = `${CUSTOMERS}/${ANDES}/risk-profile`
  const before = await sandbox.request('GET', path)
  const session = await startSession(sandbox, { customer_id: ANDES })
  await sandbox.clock.advance(1000)
  await completeSession(sandbox, session.session_id)
  await sandbox.request('PATCH', `${SESSIONS}/${session.session_id}`, { status: 'rejected' })

  const after = await sandbox.request('GET', `${path}?recalculate=true`)

  expect(before.body.data.risk_score).toBe(10)
  expect(after.body.data).toMatchObject({ risk_score: 85, risk_level: 'high' })
  expect(after.body.data.calculated_at > before.body.data.calculated_at).toBe(true)
  expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data.risk_level).toBe('high')
})

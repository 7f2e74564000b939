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

test('row 43: every customer has a score from 0 to 100, and the level of its band', async () => {
  const sandbox = await freshSandbox()
  const { customers } = (await sandbox.request('GET', `${CUSTOMERS}?limit=100`)).body.data

  for (const { customer_id } of customers) {
    const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/risk-profile`)
    const { risk_score, risk_level } = body.data
    expect(status).toBe(200)
    expect(risk_score).toBeGreaterThanOrEqual(0)
    expect(risk_score).toBeLessThanOrEqual(100)
    expect([customer_id, risk_level]).toEqual([
      customer_id,
      risk_score <= 40 ? 'low' : risk_score <= 70 ? 'medium' : 'high',
    ])
  }
})

test('row 44: what has happened since counts when it is asked for, and not before', async () => {
  const sandbox = await freshSandbox()
  const path = `${CUSTOMERS}/${ANDES}/risk-profile`
  const stored = (await sandbox.request('GET', path)).body.data
  await startSession(sandbox, { customer_id: ANDES })
  await sandbox.clock.advance(1000)

  const again = await sandbox.request('GET', path)
  const after = await sandbox.request('GET', `${path}?recalculate=true`)

  expect(stored).toMatchObject({ risk_score: 10, recalculated: false })
  expect(again.body.data).toEqual(stored)
  expect(after.body.data).toMatchObject({
    risk_score: 20,
    previous_risk_score: 10,
    recalculated: true,
    calculated_at: '2026-04-20T12:00:01Z',
  })
  expect((await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data.risk_score).toBe(20)
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

import { expect, test } from 'vitest'
import {
  COMPANY,
  CONTROL,
  CUSTOMERS,
  completeSession,
  eventsOf,
  SESSIONS,
  startSession,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a company is verified with its people, monitored, and matched', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', CUSTOMERS, {
    name: 'Beta LLC',
    client_id: 'beta',
    country: 'US',
  })
  const { customer_id } = made.body.data
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY, client_id: 'beta' })
  const path = `${SESSIONS}/${session_id}`
  for (const person of [
    { full_name: 'Ann Owner', role: 'ubo', ownership_percentage: 80, nationality: 'US' },
    { full_name: 'Dan Director', role: 'director', nationality: 'US' },
  ]) {
    const sub = await sandbox.request('POST', `${path}/subsessions`, person)
    await completeSession(sandbox, sub.body.data.session_id)
  }
  await completeSession(sandbox, session_id)

  await sandbox.request('POST', `${path}/process`)
  const monitored = await sandbox.request('POST', `${CUSTOMERS}/${customer_id}/monitor`)
  await sandbox.request('POST', `${CONTROL}/subjects/${monitored.body.data.subject_id}/match`)

  const organization = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/organization`)
  expect(organization.body.data).toMatchObject({
    ubos: [{ full_name: 'Ann Owner', ownership_percentage: 80, verification_status: 'approved' }],
    directors: [{ full_name: 'Dan Director', verification_status: 'approved' }],
  })
  const risk = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/risk-profile?recalculate=1`)
  expect(risk.body.data).toMatchObject({ risk_score: 30, risk_level: 'low', previous_risk_score: 10 })
  expect(eventsOf(sandbox).at(-1)).toBe('kyc.watchlist.match_found')
})

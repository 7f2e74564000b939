import { expect, test } from 'vitest'
import {
  bearing,
  COMPANY,
  CUSTOMERS,
  completeSession,
  eventsOf,
  NAMELESS,
  SESSIONS,
  startSession,
  VALIDATION_ERROR,
} from '../support/legaltalent.ts'
import { completeStep, publicState, upload } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

const ANN = { full_name: 'Ann Owner', role: 'ubo' }

test('a related party gets a session with a link of its own, which nobody is told of', async () => {
  const sandbox = await freshSandbox()
  const { session_id, customer_id } = await startSession(sandbox, { workflow_id: COMPANY, client_id: 'beta' })

  const { status, body } = await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, {
    ...ANN,
    ttl_days: 3,
    metadata: { note: 'by mail' },
  })

  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    parent_session_id: session_id,
    role: 'ubo',
    customer_id,
    client_id: 'beta',
    status: 'active',
    expires_at: '2026-04-23T12:00:00Z',
    metadata: { note: 'by mail' },
  })
  expect((await publicState(sandbox, body.data.access_token)).status).toBe('active')
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created'])
  expect((await sandbox.request('GET', SESSIONS)).body.data.sessions).not.toContainEqual(
    expect.objectContaining({ session_id: body.data.session_id }),
  )
})

test('a company that holds shares is asked for what a company is asked for', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY, customer_id: NAMELESS })
  const holding = { full_name: 'Holding BV', role: 'shareholder', entity_type: 'company', ownership_percentage: 100 }
  const { access_token, session_id: sub } = (
    await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, holding)
  ).body.data
  const form_data = { legal_name: 'Holding BV', tax_id: 'NL001122', incorporation: 'NL' }
  await completeStep(sandbox, access_token, 'company_1', { form_data })
  await upload(sandbox, access_token, 'company_2', { document_type: 'company-charter' })

  const { body } = await completeStep(sandbox, access_token, 'company_2')

  expect(body.data).toMatchObject({ status: 'completed', total_steps: 2 })
  await sandbox.request('PATCH', `${SESSIONS}/${sub}`, { status: 'approved' })
  const organization = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)
  expect(organization.body.data.shareholders).toMatchObject([
    { ...holding, tax_id: 'NL001122', country: 'NL', birth_date: null },
  ])
})

test.each([
  ['no role', { full_name: 'Ann Owner' }, 'role is required'],
  ['a blank name', { ...ANN, full_name: ' ' }, 'full_name must not be blank'],
  ['a country that is none', { ...ANN, nationality: 'Uruguay' }, 'nationality must be a country code of two letters'],
])('%s is 400, and no session is started', async (_what, person, message) => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const path = `${SESSIONS}/${session_id}/subsessions`

  const { status, body } = await sandbox.request('POST', path, person)

  expect(status).toBe(400)
  expect(body.error).toEqual({ ...VALIDATION_ERROR, message })
  expect((await sandbox.request('GET', path)).body.data.count).toBe(0)
})

test('a session that is over takes no related parties, and who may only read names none', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY })
  const path = `${SESSIONS}/${session_id}/subsessions`

  const reader = await sandbox.request('POST', path, ANN, bearing('sk_demo_read'))
  await completeSession(sandbox, session_id)
  const over = await sandbox.request('POST', path, ANN)

  expect(reader.status).toBe(403)
  expect(over.status).toBe(400)
})

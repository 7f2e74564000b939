import { expect, test } from 'vitest'
import {
  ANDES,
  COMPANY,
  CUSTOMERS,
  eventsOf,
  SESSIONS,
  startSession,
  VALIDATION_ERROR,
} from '../support/legaltalent.ts'
import { ANA, completeStep, onPublic, publicState, upload } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const ANN = { full_name: 'Ann Owner', role: 'ubo', ownership_percentage: 80, nationality: 'us' }
const DAN = { full_name: 'Dan Director', role: 'director' }

const companySession = (sandbox: TestSandbox, link: object = {}) =>
  startSession(sandbox, { workflow_id: COMPANY, ...link })

/** Everything before the related parties, which may be named at any time. */
async function untilTheParties(sandbox: TestSandbox, token: string): Promise<void> {
  await completeStep(sandbox, token, 'step_1', {
    form_data: { legal_name: 'Beta LLC', tax_id: '12-34', incorporation: 'US' },
  })
  await upload(sandbox, token, 'step_2', { document_type: 'company-charter' })
  await completeStep(sandbox, token, 'step_2')
}

/** The related party does what it is asked for. */
async function walkAsParty(sandbox: TestSandbox, token: string, form_data: object = ANA) {
  await completeStep(sandbox, token, 'person_1', { form_data })
  await upload(sandbox, token, 'person_2', { document_type: 'id' })
  return await completeStep(sandbox, token, 'person_2')
}

test('a related party that is named gets a session and a link of its own', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await companySession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/subsessions', ANN)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({ full_name: 'Ann Owner', role: 'ubo', entity_type: 'individual', status: 'active' })
  expect(body.data.public_url).toBe(`http://localhost:4010/legaltalent/public/sessions/${body.data.access_token}`)
  expect((await publicState(sandbox, body.data.access_token)).total_steps).toBe(2)
  const { subsessions } = (await sandbox.request('GET', `${SESSIONS}/${session_id}/subsessions`)).body.data
  expect(subsessions).toMatchObject([{ session_id: body.data.session_id, role: 'ubo' }])
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created'])
})

test('row 41: a decision on the company by hand decides the related parties that are finished', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id, customer_id } = await companySession(sandbox, { client_id: 'beta' })
  await untilTheParties(sandbox, access_token)
  const ann = (await onPublic(sandbox, access_token, 'POST', '/subsessions', ANN)).body.data
  await onPublic(sandbox, access_token, 'POST', '/subsessions', DAN)
  await walkAsParty(sandbox, ann.access_token)
  await completeStep(sandbox, access_token, 'step_3')

  await sandbox.request('PATCH', `${SESSIONS}/${session_id}`, { status: 'approved' })

  const { subsessions } = (await sandbox.request('GET', `${SESSIONS}/${session_id}/subsessions`)).body.data
  expect(subsessions).toMatchObject([{ status: 'approved' }, { role: 'director', status: 'active' }])
  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${customer_id}/organization`)
  expect(body.data).toMatchObject({ ubos: [{ full_name: 'Ann Owner' }], directors: [] })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.approved'])
})

test('the steps of a related party are numbered from 1, for people and companies', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await companySession(sandbox)

  for (const entity_type of ['individual', 'company']) {
    const party = await onPublic(sandbox, access_token, 'POST', '/subsessions', { ...ANN, entity_type })
    const { body } = await onPublic(sandbox, party.body.data.access_token, 'GET', '/workflow')
    const steps: { order: number }[] = body.data.steps
    expect(steps.map(({ order }) => order)).toEqual([1, 2])
  }
})

test('row 41: people are in the organization once their subsessions are approved, by their roles', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', CUSTOMERS, { name: 'Beta LLC', client_id: 'beta', country: 'US' })
  const organizationPath = `${CUSTOMERS}/${made.body.data.customer_id}/organization`
  const { access_token, session_id } = await companySession(sandbox, { client_id: 'beta' })
  await untilTheParties(sandbox, access_token)
  const roles = ['ubo', 'shareholder', 'director', 'representative']
  for (const role of roles) {
    const party = await onPublic(sandbox, access_token, 'POST', '/subsessions', {
      ...ANN,
      full_name: `A ${role}`,
      role,
    })
    const walked = await walkAsParty(sandbox, party.body.data.access_token)
    expect(walked.body.data.status).toBe('completed')
  }
  await completeStep(sandbox, access_token, 'step_3')
  const before = await sandbox.request('GET', organizationPath)

  await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)

  const { body } = await sandbox.request('GET', organizationPath)
  expect(before.body.data).toMatchObject({ ubos: [], shareholders: [], directors: [], representatives: [] })
  expect(body.data).toMatchObject({
    ubos: [{ full_name: 'A ubo', verification_status: 'approved', session_id, ownership_percentage: 80 }],
    shareholders: [{ full_name: 'A shareholder' }],
    directors: [{ full_name: 'A director', ownership_percentage: null }],
    representatives: [{ full_name: 'A representative' }],
  })
})

test('a related party that finishes after its session was decided is decided at once', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await companySession(sandbox, { customer_id: ANDES })
  await untilTheParties(sandbox, access_token)
  const party = await onPublic(sandbox, access_token, 'POST', '/subsessions', DAN)
  await completeStep(sandbox, access_token, 'step_3')
  await sandbox.request('POST', `${SESSIONS}/${session_id}/process`)
  const told = eventsOf(sandbox)

  const { body } = await walkAsParty(sandbox, party.body.data.access_token)

  expect(body.data.status).toBe('approved')
  expect(eventsOf(sandbox)).toEqual(told)
  const organization = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/organization`)
  expect(organization.body.data.directors).toContainEqual(expect.objectContaining({ full_name: 'Dan Director' }))
})

test('a step that collects related parties needs at least one', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await companySession(sandbox)
  await untilTheParties(sandbox, access_token)

  const without = await completeStep(sandbox, access_token, 'step_3')
  await onPublic(sandbox, access_token, 'POST', '/subsessions', ANN)
  const { body } = await completeStep(sandbox, access_token, 'step_3')

  expect(without.status).toBe(400)
  expect(without.body.error.message).toBe('Step step_3 needs at least one related party')
  expect(body.data.status).toBe('completed')
})

test.each([
  ['no name', { role: 'ubo' }, 'full_name is required'],
  ['a role that does not exist', { ...ANN, role: 'friend' }, /^role must be one of ubo, /],
  ['more than everything', { ...ANN, ownership_percentage: 101 }, 'ownership_percentage must be at most 100'],
])('%s is 400, and nobody is named', async (_what, person, message) => {
  const sandbox = await freshSandbox()
  const { access_token } = await companySession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/subsessions', person)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect(body.error.message).toMatch(message)
  expect((await onPublic(sandbox, access_token, 'GET', '/subsessions')).body.data.count).toBe(0)
})

test('where no step collects related parties, nobody is named', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await onPublic(sandbox, access_token, 'POST', '/subsessions', ANN)

  expect(status).toBe(400)
  expect(body.error.message).toBe('This session collects no related parties')
})

test('a related party names no others', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await companySession(sandbox)
  const party = (await onPublic(sandbox, access_token, 'POST', '/subsessions', ANN)).body.data

  const publicly = await onPublic(sandbox, party.access_token, 'POST', '/subsessions', DAN)
  const privately = await sandbox.request('POST', `${SESSIONS}/${party.session_id}/subsessions`, DAN)

  expect(publicly.status).toBe(400)
  expect(privately.status).toBe(400)
  expect(privately.body.error.message).toBe('A related party takes no subsessions')
})

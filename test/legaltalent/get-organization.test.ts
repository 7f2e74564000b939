import { expect, test } from 'vitest'
import {
  ANDES,
  COMPANY,
  CUSTOMERS,
  createWorkflow,
  formStep,
  LUCIA,
  NAMELESS,
  SESSIONS,
  startSession,
} from '../support/legaltalent.ts'
import { ANA, completeStep, upload } from '../support/legaltalent-public.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 41: a person whose subsession was approved is in the organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}/organization`)

  expect(body.data.ubos).toMatchObject([{ full_name: 'Jane Smith', verification_status: 'approved' }])
  expect(body.data.shareholders).toHaveLength(2)
})

test('row 42: an individual has an empty organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${LUCIA}/organization`)

  expect(body.data).toMatchObject({ ubos: [], shareholders: [], directors: [], representatives: [] })
})

test('a related party is shown with what it said of itself', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY, customer_id: NAMELESS })
  const person = { full_name: 'Ana Gomez', role: 'director' }
  const { access_token } = (await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)).body.data
  await completeStep(sandbox, access_token, 'person_1', { form_data: ANA })
  const { extracted_data } = await upload(sandbox, access_token, 'person_2', { document_type: 'id' })
  const sub = await completeStep(sandbox, access_token, 'person_2')
  await sandbox.request('PATCH', `${SESSIONS}/${sub.body.data.session_id}`, { status: 'approved' })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)

  expect(body.data.directors).toMatchObject([
    {
      full_name: 'Ana Gomez',
      birth_date: '1990-05-17',
      nationality: 'UY',
      document_type: 'id',
      document_id: extracted_data.document_number,
      verification_status: 'approved',
    },
  ])
})

test('people who are listed in a form are in the organization once the session is approved', async () => {
  const sandbox = await freshSandbox()
  const field = { field_id: 'owners', name: 'Owners', type: 'entity_array', entity_role: 'shareholder' }
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { custom_fields: [field] })] })
  const { access_token, session_id } = await startSession(sandbox, { workflow_id, customer_id: NAMELESS })
  const owners = [{ full_name: 'Ann', ownership_percentage: 60, nationality: 'us' }, { full_name: 'Bob' }]
  await completeStep(sandbox, access_token, 'step_1', { form_data: { owners } })
  const before = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)
  await sandbox.request('PATCH', `${SESSIONS}/${session_id}`, { status: 'approved' })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)

  expect(before.body.data.shareholders).toEqual([])
  expect(body.data.shareholders).toMatchObject([
    { full_name: 'Ann', ownership_percentage: 60, nationality: 'US', session_id, subsession_id: null },
    { full_name: 'Bob', ownership_percentage: null },
  ])
})

test('whoever is listed in fields of their own is shown with all that these asked for', async () => {
  const sandbox = await freshSandbox()
  const fields = [
    { field_id: 'who', name: 'Name', type: 'text', field_key: 'full_name' },
    { field_id: 'entity_type', name: 'Kind', type: 'select', options: ['individual', 'company'] },
    { field_id: 'tax_id', name: 'Number', type: 'text' },
    { field_id: 'country', name: 'Country', type: 'country' },
    { field_id: 'nationality', name: 'Nationality', type: 'text' },
    { field_id: 'birth_date', name: 'Born', type: 'text' },
    { field_id: 'document_type', name: 'Document', type: 'text' },
    { field_id: 'is_pep', name: 'Exposed', type: 'boolean' },
    { field_id: 'ownership_percentage', name: 'Share', type: 'number' },
  ]
  const field = { field_id: 'owners', name: 'Owners', type: 'entity_array', entity_role: 'shareholder', fields }
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { custom_fields: [field] })] })
  const { access_token, session_id } = await startSession(sandbox, { workflow_id, customer_id: NAMELESS })
  const owners = [
    { who: 'Holding', entity_type: 'company', tax_id: '77', country: 'uy', ownership_percentage: 60 },
    { who: 'Ann', birth_date: '1990-05-17', document_type: 'passport', is_pep: true, nationality: 'uy' },
    { who: 'Bob', birth_date: 'in May', nationality: 'Uruguayan', ownership_percentage: 250 },
    { tax_id: '78' },
  ]
  await completeStep(sandbox, access_token, 'step_1', { form_data: { owners } })
  await sandbox.request('PATCH', `${SESSIONS}/${session_id}`, { status: 'approved' })

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/organization`)
  const monitored = await sandbox.request('POST', `${CUSTOMERS}/${NAMELESS}/monitor`, { include_organization: true })

  expect(body.data.shareholders).toMatchObject([
    { full_name: 'Holding', entity_type: 'company', tax_id: '77', country: 'UY', ownership_percentage: 60 },
    { full_name: 'Ann', birth_date: '1990-05-17', document_type: 'passport', is_pep: true, nationality: 'UY' },
    { full_name: 'Bob', birth_date: null, nationality: null, ownership_percentage: null, is_pep: false },
  ])
  expect(monitored.body.data.organization_subject_ids).toHaveLength(3)
})

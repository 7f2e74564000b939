import { expect, test } from 'vitest'
import { bearing, createWorkflow, formStep, SESSIONS, VALIDATION_ERROR, WORKFLOWS } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const countOf = async (sandbox: TestSandbox): Promise<number> =>
  (await sandbox.request('GET', WORKFLOWS)).body.data.count

const WHOLE = {
  name: ' Onboarding ',
  description: 'For shops',
  template_type: 'custom',
  entity_types: ['company'],
  industry: 'retail',
  tags: ['shops'],
  steps: [
    {
      step_id: 'papers',
      order: 2,
      name: 'Papers',
      type: 'document_upload',
      description: 'What we need',
      instructions: 'In colour, please',
      document_requirements: [{ document_type: 'id', display_name: 'Passport', entity_role: 'ubo' }],
    },
    {
      step_id: 'form',
      order: 1,
      name: 'Form',
      type: 'form_fill',
      required: false,
      custom_fields: [
        {
          field_id: 'sector',
          name: 'Sector',
          type: 'select',
          options: ['a', 'b'],
          field_key: 'sector',
          required: true,
        },
        {
          field_id: 'why',
          name: 'Why',
          type: 'textarea',
          validation_rules: { pattern: '^[a-z ]+$', max_length: 100 },
          conditional_logic: { field: 'sector', operator: 'equals', value: 'b' },
        },
      ],
    },
  ],
  validation_config: {
    run_lists: true,
    run_adverse_media: false,
    auto_face_match: true,
    face_match_threshold: 0.85,
    automation_rules: {
      auto_process: true,
      country_rules: [{ country_code: 'CH', action: 'flag', applies_to: ['nationality'], reason: 'Far away' }],
      list_match_rules: [{ list: 'ofac', action: 'auto_deny' }],
      document_rules: [{ document_type: 'id', condition: 'expired', action: 'manual_review' }],
      form_field_rules: [{ field_key: 'sector', operator: 'equals', value: 'b', action: 'flag' }],
      default_action: 'auto_approve',
    },
  },
}

test('a workflow with everything is stored as it was sent, its steps in order and its defaults filled in', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WORKFLOWS, WHOLE)

  expect(status).toBe(201)
  expect(body.data).toMatchObject({ ...WHOLE, name: 'Onboarding', version: 1, steps: [{}, {}], validation_config: {} })
  const [form, papers] = body.data.steps
  expect(form).toMatchObject({ step_id: 'form', required: false, document_requirements: [] })
  expect(papers).toMatchObject({ step_id: 'papers', required: true, custom_fields: [] })
  expect(papers.document_requirements).toEqual([
    {
      document_type: 'id',
      display_name: 'Passport',
      required: true,
      auto_extract: false,
      allow_multiple: false,
      enable_auto_classification: false,
      entity_role: 'ubo',
    },
  ])
  expect(body.data.validation_config).toMatchObject({ run_lists: true, face_match_threshold: 0.85 })
  expect(body.data.validation_config.automation_rules.list_match_rules).toEqual([
    { list: 'ofac', min_confidence: 0, action: 'auto_deny' },
  ])
  const got = await sandbox.request('GET', `${WORKFLOWS}/${body.data.workflow_id}`)
  expect(got.body.data).toEqual(body.data)
})

test('only the name is needed; a workflow without steps cannot start a session', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', WORKFLOWS, { name: 'Empty' })

  expect(status).toBe(201)
  expect(body.data).toMatchObject({
    description: null,
    template_type: 'custom',
    entity_types: ['individual', 'company'],
    industry: null,
    tags: [],
    version: 1,
    steps: [],
    validation_config: {},
  })
  const session = await sandbox.request('POST', SESSIONS, { workflow_id: body.data.workflow_id })
  expect(session.status).toBe(400)
  expect(session.body.error.message).toBe('The workflow has no steps')
})

test('a template named without steps gives its own', async () => {
  const sandbox = await freshSandbox()

  const made = await createWorkflow(sandbox, { template_type: 'company-kyc', steps: undefined })

  expect(made.entity_types).toEqual(['company'])
  expect(made.steps).toMatchObject([
    { type: 'form_fill' },
    { type: 'document_upload' },
    { type: 'subsession_collection' },
  ])
})

const withField = (...custom_fields: object[]) => ({ steps: [formStep(1, { custom_fields })] })
const A_FIELD = { field_id: 'a', name: 'A', type: 'text' }
const A_PAPER = { document_type: 'id', display_name: 'Passport' }

test.each([
  ['no name', { name: undefined }, 'name is required'],
  ['a blank name', { name: ' ' }, 'name must not be blank'],
  ['an unknown template', { template_type: 'bank-kyc' }, /^template_type must be one of basic-kyc, /],
  ['an unknown entity type', { entity_types: ['vessel'] }, 'entity_types.0 must be one of individual, company'],
  ['no entity type', { entity_types: [] }, /^entity_types /],
  ['steps that are no list', { steps: 'all' }, 'steps must be array'],
  ['a step without a name', { steps: [formStep(1, { name: undefined })] }, 'steps.0.name is required'],
  ['an unknown type of step', { steps: [formStep(1, { type: 'dance' })] }, /^steps.0.type must be one of document_upl/],
  [
    'a step_id twice',
    { steps: [formStep(1), formStep(2, { step_id: 'step_1' })] },
    'steps has the step_id step_1 twice',
  ],
  ['a gap in the order', { steps: [formStep(1), formStep(3)] }, /order 2 is not there once$/],
  ['an order twice', { steps: [formStep(1), formStep(1, { step_id: 'b' })] }, /order 2 is not there once$/],
  ['an order from 0', { steps: [formStep(0)] }, 'steps.0.order must be at least 1'],
  [
    'an unknown type of field',
    withField({ ...A_FIELD, type: 'colour' }),
    'steps.0.custom_fields.0.type is not one of the supported values',
  ],
  ['a field_id twice', withField(A_FIELD, A_FIELD), 'steps.0.custom_fields has the field_id a twice'],
  [
    'a field_key in two steps',
    {
      steps: [1, 2].map((order) => formStep(order, { custom_fields: [{ ...A_FIELD, field_key: 'k' }] })),
    },
    'steps custom_fields has the field_key k twice',
  ],
  [
    'a choice without options',
    withField({ ...A_FIELD, type: 'select' }),
    /options is required for a field of type select$/,
  ],
  [
    'a pattern that is none',
    withField({ ...A_FIELD, validation_rules: { pattern: '(' } }),
    /pattern is not a regular expression$/,
  ],
  [
    'a condition on a field that is not there',
    withField({ ...A_FIELD, conditional_logic: { field: 'b', operator: 'is_empty' } }),
    /conditional_logic.field must be a field that comes before it in the step$/,
  ],
  [
    'people of a role without names',
    withField({ ...A_FIELD, type: 'entity_array', entity_role: 'ubo', fields: [A_FIELD] }),
    'steps.0.custom_fields.0.fields must have the field full_name, a name or text, as there is an entity_role',
  ],
  [
    'people of a role whose names are numbers',
    withField({
      ...A_FIELD,
      type: 'entity_array',
      entity_role: 'ubo',
      fields: [{ ...A_FIELD, type: 'number', field_key: 'full_name' }],
    }),
    /must have the field full_name/,
  ],
  [
    'a document_type twice',
    { steps: [formStep(1, { document_requirements: [A_PAPER, A_PAPER] })] },
    'steps.0.document_requirements has the document_type id twice',
  ],
  [
    'steps for related parties that nobody collects',
    { steps: [formStep(1, { subsession_steps: [formStep(1)] })] },
    /are only for a step of type subsession_collection$/,
  ],
  [
    'a step of its own for companies',
    { steps: [formStep(1, { entity_types: ['company'] })] },
    /are only for a step of related parties$/,
  ],
  [
    'related parties of related parties',
    {
      steps: [
        formStep(1, {
          type: 'subsession_collection',
          subsession_steps: [formStep(1, { type: 'subsession_collection' })],
        }),
      ],
    },
    /must not collect subsessions$/,
  ],
  [
    'a threshold over 1',
    { validation_config: { face_match_threshold: 85 } },
    /face_match_threshold must be at most 1$/,
  ],
  [
    'an unknown action',
    { validation_config: { automation_rules: { default_action: 'shrug' } } },
    /default_action must be one of auto_approve, /,
  ],
  [
    'a list that does not exist',
    { validation_config: { automation_rules: { list_match_rules: [{ list: 'mars', action: 'flag' }] } } },
    /list_match_rules.0.list must be one of any, ofac, /,
  ],
])('%s is 400, and no workflow is made', async (_what, wrong, message) => {
  const sandbox = await freshSandbox()
  const before = await countOf(sandbox)

  const { status, body } = await sandbox.request('POST', WORKFLOWS, { name: 'Wrong', ...wrong })

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect(body.error.message).toMatch(message)
  expect(await countOf(sandbox)).toBe(before)
})

test('a key that may only read makes no workflow', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', WORKFLOWS, { name: 'Mine' }, bearing('sk_demo_read'))

  expect(status).toBe(403)
})

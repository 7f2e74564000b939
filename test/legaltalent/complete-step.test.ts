import { expect, test } from 'vitest'
import {
  createWorkflow,
  eventsOf,
  formStep,
  SESSIONS,
  startSession,
  VALIDATION_ERROR,
  WORKFLOWS,
} from '../support/legaltalent.ts'
import { ANA, completeStep, onPublic, publicState, upload, walkBasic } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** A session of a workflow with one form of these fields. */
async function formOf(sandbox: TestSandbox, ...custom_fields: object[]): Promise<string> {
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { custom_fields })] })
  return (await startSession(sandbox, { workflow_id })).access_token
}

test('the last step completes the session, which is told', async () => {
  const sandbox = await freshSandbox()
  const { access_token, session_id } = await startSession(sandbox)

  const { status, body } = await walkBasic(sandbox, access_token)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    status: 'completed',
    current_step_index: 3,
    completed_at: '2026-04-20T12:00:00Z',
    steps_data: [{ form_data: ANA }, { documents: [{ document_type: 'id' }] }, { documents: [{}] }],
  })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed'])
  expect(sandbox.messages().at(-1)?.data).toMatchObject({ data: { session_id, status: 'completed', form_data: ANA } })
})

test('with auto_process the session is decided at once', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    validation_config: { automation_rules: { auto_process: true, default_action: 'auto_approve' } },
  })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const { body } = await completeStep(sandbox, access_token, 'step_1', { form_data: { field_1: 'yes' } })

  expect(body.data.status).toBe('approved')
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed'])
})

test('rules that are switched off process nothing', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    validation_config: { automation_rules: { enabled: false, auto_process: true, default_action: 'auto_approve' } },
  })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const { body } = await completeStep(sandbox, access_token, 'step_1')

  expect(body.data.status).toBe('completed')
})

test('a running session asks for the steps of its own version', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox)
  const { access_token } = await startSession(sandbox, { workflow_id })
  await sandbox.request('PUT', `${WORKFLOWS}/${workflow_id}`, { steps: [formStep(1), formStep(2)] })

  const { body } = await completeStep(sandbox, access_token, 'step_1')

  expect(body.data).toMatchObject({ status: 'completed', total_steps: 1 })
})

test('a step whose turn has not come is refused', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await completeStep(sandbox, access_token, 'step_2')

  expect(status).toBe(400)
  expect(body.error.message).toBe('Step step_1 comes before step_2')
})

test('a step is completed once', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })

  const { status, body } = await completeStep(sandbox, access_token, 'step_1', {
    form_data: { ...ANA, full_name: 'Eve' },
  })

  expect(status).toBe(400)
  expect(body.error.message).toBe('Step step_1 is completed')
  expect((await publicState(sandbox, access_token)).steps_data[0].form_data).toEqual(ANA)
})

test('a session that is completed takes no more', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await walkBasic(sandbox, access_token)

  const { status, body } = await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })

  expect(status).toBe(400)
  expect(body.error.message).toBe('A session that is completed takes no more')
})

test('an unknown step is 404', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status, body } = await completeStep(sandbox, access_token, 'step_9')

  expect(status).toBe(404)
  expect(body.error.code).toBe('STEP_NOT_FOUND')
})

test('an optional step for which nothing is sent is skipped, also by completing a later one', async () => {
  const sandbox = await freshSandbox()
  const field = { field_id: 'a', name: 'A', type: 'text', required: true }
  const steps = [1, 2, 3, 4].map((order) =>
    formStep(order, { required: order > 2, custom_fields: order < 3 ? [field] : [] }),
  )
  const { workflow_id } = await createWorkflow(sandbox, { steps })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const first = await completeStep(sandbox, access_token, 'step_1')
  const third = await completeStep(sandbox, access_token, 'step_3')

  expect(first.body.data.steps_data[0].status).toBe('skipped')
  expect(third.body.data).toMatchObject({
    current_step_index: 3,
    steps_data: [{ status: 'skipped' }, { status: 'skipped' }, { status: 'completed' }, { status: 'pending' }],
  })
})

test('an optional step for which something is sent is held to what it asks for', async () => {
  const sandbox = await freshSandbox()
  const custom_fields = [
    { field_id: 'a', name: 'A', type: 'text' },
    { field_id: 'b', name: 'B', type: 'text', required: true },
  ]
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { required: false, custom_fields })] })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const { status } = await completeStep(sandbox, access_token, 'step_1', { form_data: { a: 'yes' } })

  expect(status).toBe(400)
})

test('a required document has to be there', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })

  const without = await completeStep(sandbox, access_token, 'step_2')
  await upload(sandbox, access_token, 'step_2', { document_type: 'id', file_name: 'passport-expired.png' })
  const rejected = await completeStep(sandbox, access_token, 'step_2')
  const { doc_id } = await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  const complete = await completeStep(sandbox, access_token, 'step_2', { document_ids: [doc_id] })

  for (const { status, body } of [without, rejected]) {
    expect(status).toBe(400)
    expect(body.error).toEqual({ ...VALIDATION_ERROR, message: 'Step step_2 needs the document id' })
  }
  expect(complete.status).toBe(200)
})

test('documents that are unknown, of another step or of another session are refused, and the step stays open', async () => {
  const sandbox = await freshSandbox()
  const other = await startSession(sandbox)
  const { access_token } = await startSession(sandbox)
  await completeStep(sandbox, access_token, 'step_1', { form_data: ANA })
  await upload(sandbox, access_token, 'step_2', { document_type: 'id' })
  const selfie = await upload(sandbox, access_token, 'step_3', { document_type: 'selfie' })
  const others = await upload(sandbox, other.access_token, 'step_2', { document_type: 'id' })

  const answers = []
  for (const id of ['none', others.doc_id, selfie.doc_id]) {
    answers.push(await completeStep(sandbox, access_token, 'step_2', { document_ids: [id] }))
  }

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 400])
  expect(answers[0]?.body.error.code).toBe('DOCUMENT_NOT_FOUND')
  expect((await publicState(sandbox, access_token)).current_step_index).toBe(1)
})

test('a selfie step asks for a selfie', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, { steps: [formStep(1, { type: 'selfie', custom_fields: [] })] })
  const { access_token } = await startSession(sandbox, { workflow_id })

  const { status, body } = await completeStep(sandbox, access_token, 'step_1')

  expect(status).toBe(400)
  expect(body.error.message).toBe('Step step_1 needs the document selfie')
})

test('a validation step runs the checks that the workflow asks for', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [
      formStep(1, { custom_fields: [{ field_id: 'who', name: 'Who', type: 'name' }] }),
      formStep(2, { type: 'validation' }),
    ],
    validation_config: { run_lists: true },
  })
  const { access_token, session_id } = await startSession(sandbox, { workflow_id })
  await completeStep(sandbox, access_token, 'step_1', { form_data: { who: 'Omar Exampleton' } })

  await completeStep(sandbox, access_token, 'step_2')

  const { body } = await sandbox.request('GET', `${SESSIONS}/${session_id}`)
  expect(body.data.checks).toMatchObject({
    lists: { status: 'match' },
    crypto: { status: 'clear' },
    adverse_media: null,
  })
})

const WALLET = '0x52908400098527886E0F7030069857D2E4169EE7'

test.each([
  ['text', {}, ' a ', 'a'],
  ['textarea', {}, 'a\nb', 'a\nb'],
  ['text', { validation_rules: { pattern: '^[A-Z]{2}$' } }, 'AB', 'AB'],
  ['number', { validation_rules: { min: 0, max: 10 } }, 3.5, 3.5],
  ['boolean', {}, false, false],
  ['date', {}, '2000-02-29', '2000-02-29'],
  ['select', { options: ['a', 'b'] }, 'b', 'b'],
  ['multi_select', { options: ['a', 'b'] }, ['b', 'b', 'a'], ['b', 'a']],
  ['email', {}, 'ana@example.com', 'ana@example.com'],
  ['phone', {}, '+598 99 123 456', '+598 99 123 456'],
  ['url', {}, 'https://example.com/a', 'https://example.com/a'],
  ['country', {}, 'uy', 'UY'],
  ['name', {}, 'Ana Gomez', 'Ana Gomez'],
  ['wallet', {}, WALLET, WALLET],
  ['domain', {}, 'shop.example.com', 'shop.example.com'],
  [
    'address',
    {},
    { street: 'Main 1', city: 'Montevideo', country: 'uy' },
    { street: 'Main 1', city: 'Montevideo', country: 'UY' },
  ],
  ['entity_array', {}, [{ full_name: 'A', ownership_percentage: 60 }], [{ full_name: 'A', ownership_percentage: 60 }]],
  ['sub_merchants', {}, [{ name: 'Shop' }], [{ name: 'Shop' }]],
  ['nested_object', { fields: [{ field_id: 'x', name: 'X', type: 'number' }] }, { x: 1 }, { x: 1 }],
])('a field of type %s %j takes %j', async (type, more, answer, stored) => {
  const sandbox = await freshSandbox()
  const token = await formOf(sandbox, { field_id: 'a', name: 'A', type, ...more })

  const { status, body } = await completeStep(sandbox, token, 'step_1', { form_data: { a: answer } })

  expect(status).toBe(200)
  expect(body.data.steps_data[0].form_data).toEqual({ a: stored })
})

test.each([
  ['text', {}, 7, 'must be text'],
  ['text', { validation_rules: { min_length: 2 } }, 'a', 'must have at least 2 characters'],
  ['text', { validation_rules: { max_length: 2 } }, 'abc', 'must have at most 2 characters'],
  ['text', { validation_rules: { pattern: '^[A-Z]{2}$' } }, 'abc', 'must match ^[A-Z]{2}$'],
  ['text', { validation_rules: { pattern: '^(a+)+$' } }, `${'a'.repeat(60)}!`, 'must match ^(a+)+$'],
  ['number', {}, '3', 'must be a number'],
  ['number', { validation_rules: { min: 0 } }, -1, 'must be at least 0'],
  ['number', { validation_rules: { max: 1 } }, 2, 'must be at most 1'],
  ['boolean', {}, 'yes', 'must be true or false'],
  ['date', {}, '2001-02-29', 'must be a date of the form 2026-04-20'],
  ['select', { options: ['a', 'b'] }, 'c', 'must be one of a, b'],
  ['multi_select', { options: ['a', 'b'] }, ['c'], 'must be one of a, b'],
  ['multi_select', { options: ['a', 'b'] }, 'a', 'must be a list'],
  ['email', {}, 'ana', 'must be an e-mail address'],
  ['phone', {}, 'none', 'must be a telephone number'],
  ['url', {}, 'ftp://example.com', 'must be an http or https URL'],
  ['country', {}, 'URY', 'must be a country code of two letters'],
  ['wallet', {}, 'mine', 'must be the address of a wallet'],
  ['domain', {}, 'example', 'must be a domain'],
  ['address', {}, 'Main 1', 'must be an object'],
  ['entity_array', {}, { full_name: 'A' }, 'must be a list'],
  ['nested_object', { fields: [] }, [], 'must be an object'],
])('a field of type %s %j refuses %j, and stores nothing', async (type, more, answer, reason) => {
  const sandbox = await freshSandbox()
  const token = await formOf(sandbox, { field_id: 'a', name: 'A', type, required: true, ...more })

  const { status, body } = await completeStep(sandbox, token, 'step_1', { form_data: { a: answer } })

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect(body.error.message).toBe(
    Array.isArray(answer) && answer.length === 0 ? 'form_data.a is required' : `form_data.a ${reason}`,
  )
  expect((await publicState(sandbox, token)).steps_data[0]).toMatchObject({ status: 'pending', form_data: {} })
})

test.each([
  ['an address without a city', 'address', { street: 'Main 1', country: 'UY' }, 'form_data.a.city is required'],
  ['a person without a name', 'entity_array', [{ ownership_percentage: 3 }], 'form_data.a.0.full_name is required'],
  [
    'more than the whole',
    'entity_array',
    [{ full_name: 'A', ownership_percentage: 101 }],
    'form_data.a.0.ownership_percentage must be at most 100',
  ],
  [
    'a merchant with a stray field',
    'sub_merchants',
    [{ name: 'S', size: 1 }],
    'form_data.a.0.size is not a field here',
  ],
])('%s is refused with its place', async (_what, type, answer, message) => {
  const sandbox = await freshSandbox()
  const token = await formOf(sandbox, { field_id: 'a', name: 'A', type })

  const { status, body } = await completeStep(sandbox, token, 'step_1', { form_data: { a: answer } })

  expect(status).toBe(400)
  expect(body.error.message).toBe(message)
})

test.each([
  ['nothing at all', undefined],
  ['another field', { form_data: { b: 'x' } }],
  ['a blank answer', { form_data: { a: ' ' } }],
  ['null', { form_data: { a: null } }],
  ['a form that is a list', { form_data: [] }],
  ['documents that are no list', { document_ids: 'all' }],
])('%s does not answer a required field', async (_what, completion) => {
  const sandbox = await freshSandbox()
  const token = await formOf(sandbox, { field_id: 'a', name: 'A', type: 'text', required: true })

  const { status } = await completeStep(sandbox, token, 'step_1', completion)

  expect(status).toBe(400)
})

test('a text has at most 10000 characters', async () => {
  const sandbox = await freshSandbox()
  const token = await formOf(sandbox, { field_id: 'a', name: 'A', type: 'textarea' })

  const { status } = await completeStep(sandbox, token, 'step_1', { form_data: { a: 'a'.repeat(10_001) } })

  expect(status).toBe(400)
})

test('a default stands for an answer, and a condition that does not hold for none', async () => {
  const sandbox = await freshSandbox()
  const token = await formOf(
    sandbox,
    { field_id: 'kind', name: 'Kind', type: 'select', options: ['a', 'b'], default_value: 'a' },
    {
      field_id: 'why',
      name: 'Why',
      type: 'text',
      required: true,
      conditional_logic: { field: 'kind', operator: 'equals', value: 'b' },
    },
  )

  const lacking = await completeStep(sandbox, token, 'step_1', { form_data: { kind: 'b' } })
  const { body } = await completeStep(sandbox, token, 'step_1', { form_data: { why: 'no reason' } })

  expect(lacking.body.error.message).toBe('form_data.why is required')
  expect(body.data.steps_data[0].form_data).toEqual({ kind: 'a' })
})

test('a body that is not JSON is 400', async () => {
  const sandbox = await freshSandbox()
  const { access_token } = await startSession(sandbox)

  const { status } = await sandbox.request(
    'POST',
    `/legaltalent/public/sessions/${access_token}/step/step_1/complete`,
    undefined,
    {
      raw: '{',
      as: null,
    },
  )

  expect(status).toBe(400)
  expect((await onPublic(sandbox, access_token, 'GET')).body.data.current_step_index).toBe(0)
})

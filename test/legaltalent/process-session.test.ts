import { expect, test } from 'vitest'
import {
  CUSTOMERS,
  completeSession,
  createWorkflow,
  eventsOf,
  formStep,
  listOn,
  SESSIONS,
  startSession,
  VALIDATION_ERROR,
} from '../support/legaltalent.ts'
import { ANA, completeStep, upload, walkBasic } from '../support/legaltalent-public.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const process = (sandbox: TestSandbox, sessionId: string) => sandbox.request('POST', `${SESSIONS}/${sessionId}/process`)

const FIELDS = [
  { field_id: 'who', name: 'Who', type: 'name' },
  { field_id: 'nationality', name: 'Nationality', type: 'country', field_key: 'nationality' },
  { field_id: 'home', name: 'Home', type: 'country', field_key: 'residence' },
  { field_id: 'branch', name: 'Branch', type: 'country' },
  { field_id: 'address', name: 'Address', type: 'address' },
  { field_id: 'wallet', name: 'Wallet', type: 'wallet' },
  { field_id: 'volume', name: 'Volume', type: 'number', field_key: 'monthly_volume' },
  { field_id: 'sector', name: 'Sector', type: 'text' },
  { field_id: 'uses', name: 'Uses', type: 'multi_select', options: ['pay', 'save', 'bet'] },
]

/** What is decided of a session whose workflow has these rules, when this was answered. */
async function decidedBy(rules: object, form_data: object, config: object = {}) {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { custom_fields: FIELDS })],
    validation_config: { ...config, automation_rules: rules },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  const step = await completeStep(sandbox, access_token, 'step_1', { form_data })
  if (step.status !== 200) throw new Error(`The form was refused: ${JSON.stringify(step.body)}`)
  const { body } = await process(sandbox, session_id)
  const { status, final_decision, automation_flags } = body.data
  return { status, final_decision, automation_flags }
}

test('row 53: a flag that fires approves the session, and says so in one event', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { client_id: 'swiss', metadata: { nationality: 'CH' } })
  await completeSession(sandbox, session_id)

  const { body } = await process(sandbox, session_id)

  expect(body.data).toMatchObject({ status: 'approved', final_decision: 'flagged' })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed'])
  expect(sandbox.messages().at(-1)?.data).toMatchObject({
    type: 'kyc.session.processed',
    data: {
      status: 'approved',
      final_decision: 'flagged',
      automation_flags: [{ rule: 'country_rules', country_code: 'CH', action: 'flag' }],
    },
  })
})

test('what goes to manual review is told beside that it was processed', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)
  await completeSession(sandbox, session_id)

  await process(sandbox, session_id)

  expect(eventsOf(sandbox).slice(2)).toEqual(['kyc.session.processed', 'kyc.session.manual_review'])
})

test('why somebody put it into review is not why the rules decide it', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { metadata: { nationality: 'CH' } })
  await completeSession(sandbox, session_id)
  await sandbox.request('PATCH', `${SESSIONS}/${session_id}`, { status: 'manual_review', reason: 'Odd papers' })

  const { body } = await process(sandbox, session_id)

  expect(body.data).toMatchObject({ status: 'approved', final_decision: 'flagged', reason: null })
})

test.each([
  ['auto_approve', 'approved', 'approved'],
  ['auto_deny', 'rejected', 'rejected'],
  ['manual_review', 'manual_review', 'manual_review'],
  ['flag', 'approved', 'flagged'],
  ['no_action', 'manual_review', 'manual_review'],
  [undefined, 'manual_review', 'manual_review'],
])(
  'without a rule that applies the default action, %s, makes it %s',
  async (default_action, status, final_decision) => {
    const decision = await decidedBy({ default_action }, {})

    expect(decision).toEqual({ status, final_decision, automation_flags: [] })
  },
)

test.each([
  [['auto_deny', 'manual_review', 'flag', 'auto_approve'], 'rejected', 'rejected'],
  [['manual_review', 'flag', 'auto_approve'], 'manual_review', 'manual_review'],
  [['flag', 'auto_approve', 'no_action'], 'approved', 'flagged'],
  [['auto_approve', 'no_action'], 'approved', 'approved'],
])('of the actions %j the strongest wins, whatever their order', async (actions, status, final_decision) => {
  const form_field_rules = actions.map((action) => ({ field_key: 'sector', operator: 'is_not_empty', action }))
  const form = { sector: 'shoes' }

  const forwards = await decidedBy({ form_field_rules, default_action: 'no_action' }, form)
  const backwards = await decidedBy({ form_field_rules: form_field_rules.toReversed() }, form)

  for (const decision of [forwards, backwards]) expect(decision).toMatchObject({ status, final_decision })
  expect(forwards.automation_flags).toHaveLength(actions.filter((action) => action !== 'no_action').length)
})

test('rules that are switched off leave it to a person', async () => {
  const rules = { enabled: false, default_action: 'auto_approve' }

  expect(await decidedBy(rules, {})).toEqual({
    status: 'manual_review',
    final_decision: 'manual_review',
    automation_flags: [],
  })
})

test.each([
  [['all'], { nationality: 'ch' }, true],
  [undefined, { branch: 'CH' }, true],
  [['nationality'], { nationality: 'CH' }, true],
  [['nationality'], { home: 'CH' }, false],
  [['residence'], { home: 'CH' }, true],
  [['residence'], { address: { street: 'A', city: 'Zug', country: 'CH' } }, true],
  [['residence', 'nationality'], { branch: 'CH' }, false],
  [['all'], { nationality: 'UY' }, false],
])('a rule on a country that applies to %j looks at %j', async (applies_to, form, applies) => {
  const country_rules = [{ country_code: 'ch', action: 'auto_deny', applies_to, reason: 'Far' }]

  const { status, automation_flags } = await decidedBy({ country_rules, default_action: 'auto_approve' }, form)

  expect(status).toBe(applies ? 'rejected' : 'approved')
  expect(automation_flags).toEqual(
    applies ? [{ rule: 'country_rules', country_code: 'CH', action: 'auto_deny', reason: 'Far' }] : [],
  )
})

const OWNERS = { field_id: 'sh', name: 'Shareholders', type: 'entity_array' }
const OFFICER = { field_id: 'officer', name: 'Officer', type: 'nested_object', fields: [OWNERS] }
const BOARD = {
  field_id: 'board',
  name: 'Board',
  type: 'entity_array',
  fields: [
    { field_id: 'called', name: 'Name', type: 'text', field_key: 'full_name' },
    { field_id: 'tax_id', name: 'Number', type: 'text' },
    { field_id: 'wallet', name: 'Wallet', type: 'wallet' },
  ],
}
const SHOPS = { field_id: 'shops', name: 'Shops', type: 'sub_merchants' }

/** What is decided of a session whose form lists others, when KP and matches are refused. */
async function decidedOfListed(form_data: object) {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { custom_fields: [OWNERS, OFFICER, BOARD, SHOPS] })],
    validation_config: {
      run_lists: true,
      run_adverse_media: true,
      automation_rules: {
        country_rules: [{ country_code: 'KP', action: 'auto_deny', applies_to: ['nationality'] }],
        list_match_rules: [{ action: 'auto_deny' }],
        default_action: 'auto_approve',
      },
    },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  await listOn(sandbox, 'eu', { identifier: 'RUT 77' })
  const step = await completeStep(sandbox, access_token, 'step_1', { form_data })
  if (step.status !== 200) throw new Error(`The form was refused: ${JSON.stringify(step.body)}`)
  return (await process(sandbox, session_id)).body.data.status
}

test.each([
  ['a shareholder on a list', { sh: [{ full_name: 'Ann' }, { full_name: 'Viktor Samsonov' }] }, 'rejected'],
  ["a shareholder's country", { sh: [{ full_name: 'Ann', nationality: 'KP' }] }, 'rejected'],
  ['somebody two levels down', { officer: { sh: [{ full_name: 'Viktor Samsonov' }] } }, 'rejected'],
  ['a shop on a list', { shops: [{ name: 'Borealis Shipping Ltd' }] }, 'rejected'],
  ['a name that is text', { board: [{ called: 'Viktor Samsonov' }] }, 'rejected'],
  ['the number beside a name', { board: [{ called: 'Ann', tax_id: 'RUT-77' }] }, 'rejected'],
  ['a wallet', { board: [{ wallet: '0x000000000000000000000000000000000000dEaD' }] }, 'rejected'],
  ['what the press says', { sh: [{ full_name: 'Nora Notorious' }] }, 'manual_review'],
  ['nobody of note', { sh: [{ full_name: 'Ann', nationality: 'UY' }], shops: [{ name: 'Shop' }] }, 'approved'],
])('whom the forms list is looked at like anybody: %s', async (_what, form_data, status) => {
  expect(await decidedOfListed(form_data)).toBe(status)
})

test("a rule on a company's incorporation looks at its customer's country", async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    validation_config: {
      automation_rules: {
        country_rules: [{ country_code: 'KY', action: 'auto_deny', applies_to: ['incorporation'] }],
      },
    },
  })
  await sandbox.request('POST', CUSTOMERS, { name: 'Cay Ltd', client_id: 'cay', country: 'ky' })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id, client_id: 'cay' })
  await completeStep(sandbox, access_token, 'step_1')

  const { body } = await process(sandbox, session_id)

  expect(body.data.status).toBe('rejected')
})

const LISTS = { run_lists: true }
const DEAD = { wallet: '0x000000000000000000000000000000000000dEaD' }

test.each([
  ['any match', [{ action: 'auto_deny' }], { who: 'Omar Exampleton' }, 'rejected', 1],
  ['one list', [{ list: 'un', action: 'auto_deny' }], { who: 'Omar Exampleton' }, 'rejected', 1],
  ['another list', [{ list: 'eu', action: 'auto_deny' }], { who: 'Omar Exampleton' }, 'manual_review', 1],
  ['a likely match', [{ min_confidence: 0.96, action: 'auto_deny' }], { who: 'Exampleton, Omar' }, 'manual_review', 1],
  ['an unlikely match', [{ action: 'auto_approve' }], { who: 'Exampleton, Omar' }, 'approved', 1],
  ['a wallet', [{ list: 'crypto_scam', action: 'auto_deny' }], DEAD, 'rejected', 1],
  ['no match', [{ action: 'auto_deny' }], { who: 'Ana Gomez' }, 'approved', 0],
])('a rule on lists speaks of %s', async (_what, list_match_rules, form, status, flags) => {
  const decision = await decidedBy({ list_match_rules, default_action: 'auto_approve' }, form, LISTS)

  expect(decision.status).toBe(status)
  expect(decision.automation_flags).toHaveLength(flags)
})

test('a match that no rule speaks of is for a person', async () => {
  const decision = await decidedBy({ default_action: 'auto_approve' }, { who: 'Ramon Ejemplo' }, LISTS)

  expect(decision).toEqual({
    status: 'manual_review',
    final_decision: 'manual_review',
    automation_flags: [
      {
        rule: 'list_match_rules',
        list: 'senaclaft_uy',
        confidence_score: 1,
        action: 'manual_review',
        reason: 'No rule speaks of this match',
      },
    ],
  })
})

test('what validate has found before counts, and a workflow that runs no lists finds nothing by itself', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { custom_fields: FIELDS })],
    validation_config: { automation_rules: { default_action: 'auto_approve' } },
  })
  const statuses: string[] = []
  for (const isValidated of [false, true]) {
    const { session_id, access_token } = await startSession(sandbox, { workflow_id })
    await completeStep(sandbox, access_token, 'step_1', { form_data: { who: 'Omar Exampleton' } })
    if (isValidated) await sandbox.request('POST', `${SESSIONS}/${session_id}/validate`)
    statuses.push((await process(sandbox, session_id)).body.data.status)
  }

  expect(statuses).toEqual(['approved', 'manual_review'])
})

test('risky press is for a person', async () => {
  const decision = await decidedBy(
    { default_action: 'auto_approve' },
    { who: 'Nora Notorious' },
    { run_adverse_media: true },
  )

  expect(decision).toMatchObject({
    status: 'manual_review',
    automation_flags: [{ rule: 'run_adverse_media', action: 'manual_review', reason: 'HIGH_RISK' }],
  })
})

test('a face that does not match is for a person', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    template_type: 'basic-kyc',
    steps: undefined,
    validation_config: { auto_face_match: true, automation_rules: { default_action: 'auto_approve' } },
  })
  const statuses: string[] = []
  for (const selfie of ['selfie.png', 'selfie-mismatch.png']) {
    const { session_id, access_token } = await startSession(sandbox, { workflow_id })
    await walkBasic(sandbox, access_token, ANA, selfie)
    statuses.push((await process(sandbox, session_id)).body.data.status)
  }

  expect(statuses).toEqual(['approved', 'manual_review'])
})

test.each([
  ['missing', undefined, 'rejected'],
  ['missing', 'paper.png', 'approved'],
  ['uploaded', 'paper.png', 'rejected'],
  ['uploaded', undefined, 'approved'],
  ['expired', 'paper-expired.png', 'rejected'],
  ['expired', 'paper.png', 'approved'],
  ['unreadable', 'unreadable.png', 'rejected'],
  ['unreadable', 'paper.png', 'approved'],
])('a rule on a document that is %s looks at %s', async (condition, file_name, status) => {
  const sandbox = await freshSandbox()
  const paper = { document_type: 'extra', display_name: 'Extra', required: false }
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { type: 'document_upload', custom_fields: [], document_requirements: [paper] })],
    validation_config: {
      automation_rules: {
        document_rules: [{ document_type: 'extra', condition, action: 'auto_deny' }],
        default_action: 'auto_approve',
      },
    },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  if (file_name !== undefined) await upload(sandbox, access_token, 'step_1', { document_type: 'extra', file_name })
  await completeStep(sandbox, access_token, 'step_1')

  const { body } = await process(sandbox, session_id)

  expect(body.data.status).toBe(status)
})

test.each([
  ['monthly_volume', 'greater_than', 1000, { volume: 1001 }, true],
  ['monthly_volume', 'greater_than', 1000, { volume: 1000 }, false],
  ['volume', 'less_than', 1000, { volume: 999 }, true],
  ['monthly_volume', 'less_than', 1000, {}, false],
  ['sector', 'equals', 'Weapons', { sector: 'weapons' }, true],
  ['sector', 'not_equals', 'weapons', { sector: 'shoes' }, true],
  ['sector', 'in', ['arms', 'weapons'], { sector: 'weapons' }, true],
  ['sector', 'in', 'weapons', { sector: 'weapons' }, false],
  ['sector', 'not_in', ['arms'], { sector: 'shoes' }, true],
  ['sector', 'contains', 'WEAPON', { sector: 'weapons and shoes' }, true],
  ['uses', 'contains', 'bet', { uses: ['pay', 'bet'] }, true],
  ['uses', 'contains', 'bet', { uses: ['pay'] }, false],
  ['sector', 'is_empty', undefined, {}, true],
  ['sector', 'is_not_empty', undefined, {}, false],
  ['unknown', 'equals', 'x', { sector: 'x' }, false],
])('a rule on the field %s that %s %j looks at %j', async (field_key, operator, value, form, applies) => {
  const form_field_rules = [{ field_key, operator, value, action: 'auto_deny' }]

  const { status } = await decidedBy({ form_field_rules, default_action: 'auto_approve' }, form)

  expect(status).toBe(applies ? 'rejected' : 'approved')
})

test('a running session is decided by the rules of its own version', async () => {
  const sandbox = await freshSandbox()
  const { workflow_id } = await createWorkflow(sandbox, {
    validation_config: { automation_rules: { default_action: 'auto_approve' } },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  await sandbox.request('PUT', `/legaltalent/kyc/workflows/${workflow_id}`, {
    validation_config: { automation_rules: { default_action: 'auto_deny' } },
  })
  await completeStep(sandbox, access_token, 'step_1')

  const { body } = await process(sandbox, session_id)

  expect(body.data.status).toBe('approved')
})

test('a session that nobody has finished cannot be processed', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { status, body } = await process(sandbox, session_id)

  expect(status).toBe(400)
  expect(body.error).toEqual({ ...VALIDATION_ERROR, message: 'A session that is active cannot be processed' })
  expect(eventsOf(sandbox)).toEqual(['kyc.session.created'])
})

const ID_RULES = ['expired', 'missing'].map((condition) => ({ document_type: 'id', condition, action: 'auto_deny' }))

/** What is decided of a session to which files of these names were sent in turn. */
async function decidedOfFiles(files: readonly string[]) {
  const sandbox = await freshSandbox()
  const paper = {
    document_type: 'id',
    display_name: 'Passport',
    required: false,
    post_upload_validations: ['not_expired', 'readable'],
  }
  const { workflow_id } = await createWorkflow(sandbox, {
    steps: [formStep(1, { type: 'document_upload', custom_fields: [], document_requirements: [paper] })],
    validation_config: { automation_rules: { document_rules: ID_RULES, default_action: 'auto_approve' } },
  })
  const { session_id, access_token } = await startSession(sandbox, { workflow_id })
  for (const file_name of files) await upload(sandbox, access_token, 'step_1', { document_type: 'id', file_name })
  await completeStep(sandbox, access_token, 'step_1')
  return (await process(sandbox, session_id)).body.data
}

test.each([
  ['a good one after it', ['expired.png', 'passport.png'], 'approved', []],
  ['nothing', ['expired.png'], 'rejected', ['expired', 'missing']],
  ['another that is refused', ['expired.png', 'unreadable.png'], 'rejected', ['expired', 'missing']],
])('a document that was refused counts until a good one replaces it: %s', async (_what, files, status, conditions) => {
  const decided = await decidedOfFiles(files)

  expect(decided.status).toBe(status)
  expect(decided.automation_flags).toEqual(conditions.map((condition) => expect.objectContaining({ condition })))
})

test('a document that nobody sent is missing', async () => {
  expect(await decidedOfFiles([])).toMatchObject({ status: 'rejected', automation_flags: [{ condition: 'missing' }] })
})

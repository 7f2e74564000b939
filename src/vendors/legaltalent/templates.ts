import type { components } from '../../contract/openapi.gen.ts'

type Schemas = components['schemas']
type Step = Schemas['LegalTalentStep']
type Field = Schemas['LegalTalentCustomField']
type Requirement = Schemas['LegalTalentDocumentRequirement']

/** What a workflow of a template is made of. The vendor names four; what is in them is not published. */
export type Template = {
  type: Exclude<Schemas['LegalTalentTemplateType'], 'custom'>
  name: string
  entity_types: Schemas['LegalTalentEntityType'][]
  steps: Step[]
}

const field = (field_id: string, type: Field['type'], name: string, more: Partial<Field> = {}): Field => ({
  field_id,
  name,
  type,
  field_key: field_id,
  required: true,
  ...more,
})

const optional = { required: false }

const paper = (document_type: string, display_name: string, more: Partial<Requirement> = {}): Requirement => ({
  document_type,
  display_name,
  required: true,
  auto_extract: false,
  allow_multiple: false,
  enable_auto_classification: false,
  ...more,
})

type Content = Pick<Step, 'name' | 'type'> & Partial<Step>

const steps = (prefix: string, ...contents: Content[]): Step[] =>
  contents.map((content, index) => ({
    step_id: `${prefix}_${index + 1}`,
    order: index + 1,
    required: true,
    document_requirements: [],
    custom_fields: [],
    ...content,
  }))

const PERSON = [
  field('full_name', 'name', 'Full name'),
  field('birth_date', 'date', 'Date of birth'),
  field('nationality', 'country', 'Nationality'),
]

const IDENTITY = paper('id', 'Identity document', {
  auto_extract: true,
  post_upload_validations: ['readable', 'not_expired'],
})

const COMPANY = [
  field('legal_name', 'name', 'Legal name'),
  field('tax_id', 'text', 'Tax id'),
  field('incorporation', 'country', 'Country of incorporation'),
]

const CHARTER = paper('company-charter', 'Charter', { auto_extract: true, post_upload_validations: ['readable'] })

const asked = (entity_type: 'individual' | 'company', list: Step[], after = 0): Step[] =>
  list.map((step) => ({ ...step, order: step.order + after, entity_types: [entity_type] }))

/** What a related party is asked for, a person or a company, when a workflow does not say. */
export const RELATED_PARTY: readonly Step[] = [
  ...asked(
    'individual',
    steps(
      'person',
      { type: 'form_fill', name: 'Personal data', custom_fields: PERSON },
      { type: 'document_upload', name: 'Identity document', document_requirements: [IDENTITY] },
    ),
  ),
  ...asked(
    'company',
    steps(
      'company',
      { type: 'form_fill', name: 'Company data', custom_fields: COMPANY },
      { type: 'document_upload', name: 'Incorporation documents', document_requirements: [CHARTER] },
    ),
    2,
  ),
]

const TEMPLATES: readonly Template[] = [
  {
    type: 'basic-kyc',
    name: 'Basic KYC',
    entity_types: ['individual'],
    steps: steps(
      'step',
      {
        type: 'form_fill',
        name: 'Personal data',
        custom_fields: [
          ...PERSON,
          field('residence', 'country', 'Country of residence', optional),
          field('email', 'email', 'E-mail', optional),
        ],
      },
      { type: 'document_upload', name: 'Identity document', document_requirements: [IDENTITY] },
      { type: 'selfie', name: 'Selfie' },
    ),
  },
  {
    type: 'company-kyc',
    name: 'Company KYC',
    entity_types: ['company'],
    steps: steps(
      'step',
      {
        type: 'form_fill',
        name: 'Company data',
        custom_fields: [...COMPANY, field('website', 'url', 'Website', optional)],
      },
      {
        type: 'document_upload',
        name: 'Incorporation documents',
        document_requirements: [
          CHARTER,
          paper('proof-of-address', 'Proof of address', { required: false, allow_multiple: true }),
        ],
      },
      { type: 'subsession_collection', name: 'Shareholders and directors', subsession_steps: [...RELATED_PARTY] },
    ),
  },
  {
    type: 'merchant-onboarding',
    name: 'Merchant onboarding',
    entity_types: ['individual', 'company'],
    steps: steps(
      'step',
      {
        type: 'form_fill',
        name: 'Merchant data',
        custom_fields: [
          field('legal_name', 'name', 'Name of the person or company'),
          field('residence', 'country', 'Country'),
          field('domain', 'domain', 'Domain of the shop', optional),
          field('monthly_volume', 'number', 'Expected volume a month, in USD', { validation_rules: { min: 0 } }),
          field('category', 'select', 'What is sold', { options: ['goods', 'services', 'digital', 'gambling'] }),
          field('payout_wallet', 'wallet', 'Wallet for payouts', optional),
        ],
      },
      {
        type: 'document_upload',
        name: 'Bank ownership',
        document_requirements: [paper('bank-ownership', 'Bank statement', { post_upload_validations: ['readable'] })],
      },
    ),
  },
  {
    type: 'pep-enhanced',
    name: 'Enhanced due diligence',
    entity_types: ['individual'],
    steps: steps(
      'step',
      {
        type: 'form_fill',
        name: 'Personal data',
        custom_fields: [
          ...PERSON,
          field('is_pep', 'boolean', 'Holds or held a public office'),
          field('public_office', 'text', 'Which office', {
            conditional_logic: { field: 'is_pep', operator: 'equals', value: true },
          }),
        ],
      },
      {
        type: 'document_upload',
        name: 'Source of funds',
        document_requirements: [IDENTITY, paper('source-of-funds', 'Source of funds', { allow_multiple: true })],
      },
      { type: 'liveness', name: 'Liveness' },
      { type: 'validation', name: 'Screening' },
    ),
  },
]

/** The template of this type; undefined for a custom one, or one that does not exist. */
export const templateOf = (wanted: string): Template | undefined => TEMPLATES.find(({ type }) => type === wanted)

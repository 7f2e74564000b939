import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import { toInstant } from './instant.ts'
import { notFound } from './problems.ts'

type Shown = components['schemas']['LegalTalentWorkflow']
type ValidationConfig = components['schemas']['LegalTalentValidationConfig']
type Step = components['schemas']['LegalTalentStep']

export type Workflow = Row & { readonly tenant: string; readonly deleted_at: string | null } & Readonly<
    Omit<Shown, 'workflow_id' | 'tenant_id'>
  >

export const workflows = collection<Workflow>()('legaltalent.workflows', { byTenant: ({ tenant }) => tenant })

type Template = Pick<Shown, 'name' | 'entity_types'> & { steps: readonly (readonly [Step['type'], string])[] }

/** The four that the vendor names; which steps they have is not published. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  'basic-kyc': {
    name: 'Basic KYC',
    entity_types: ['individual'],
    steps: [
      ['form_fill', 'Personal data'],
      ['document_upload', 'Identity document'],
      ['selfie', 'Selfie'],
    ],
  },
  'company-kyc': {
    name: 'Company KYC',
    entity_types: ['company'],
    steps: [
      ['form_fill', 'Company data'],
      ['document_upload', 'Incorporation documents'],
      ['subsession_collection', 'Shareholders and directors'],
    ],
  },
  'merchant-onboarding': {
    name: 'Merchant onboarding',
    entity_types: ['individual', 'company'],
    steps: [
      ['form_fill', 'Merchant data'],
      ['document_upload', 'Bank ownership'],
    ],
  },
  'pep-enhanced': {
    name: 'Enhanced due diligence',
    entity_types: ['individual'],
    steps: [
      ['form_fill', 'Personal data'],
      ['document_upload', 'Source of funds'],
      ['liveness', 'Liveness'],
      ['validation', 'Screening'],
    ],
  },
}

const TYPES = ['basic-kyc', 'company-kyc', 'merchant-onboarding', 'pep-enhanced'] as const

type Wanted = { name?: string; validation_config?: ValidationConfig }

/** A workflow of a template. Throws a Problem of kind `not-found` when there is no such template. */
export function fromTemplate(
  type: string,
  { name, validation_config = {} }: Wanted,
  birth: { id: string; tenant: string; now: Date },
): Workflow {
  const template = TEMPLATES[type]
  const template_type = TYPES.find((known) => known === type)
  if (!template || !template_type) throw notFound('Template')
  const at = toInstant(birth.now)
  return {
    id: birth.id,
    tenant: birth.tenant,
    name: name ?? template.name,
    template_type,
    entity_types: template.entity_types,
    version: 1,
    steps: template.steps.map(([stepType, stepName], index) => ({
      step_id: `step_${index + 1}`,
      order: index + 1,
      name: stepName,
      type: stepType,
      required: true,
    })),
    validation_config,
    deleted_at: null,
    created_at: at,
    updated_at: at,
  }
}

/** The workflow with this id, also a deleted one. Throws a Problem of kind `not-found`. */
export function anyWorkflowOf(tenant: string, id: string, db: Reader): Workflow {
  const workflow = db.table(workflows).get(id)
  if (workflow?.tenant !== tenant) throw notFound('Workflow')
  return workflow
}

/** The workflow with this id. Throws a Problem of kind `not-found` when it is not there, or was deleted. */
export function workflowOf(tenant: string, id: string, db: Reader): Workflow {
  const workflow = anyWorkflowOf(tenant, id, db)
  if (workflow.deleted_at !== null) throw notFound('Workflow')
  return workflow
}

import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { toInstant } from './instant.ts'
import { notFound } from './problems.ts'
import { type Template, templateOf } from './templates.ts'

type Schemas = components['schemas']
export type Step = Schemas['LegalTalentStep']
export type CustomField = Schemas['LegalTalentCustomField']
export type ValidationConfig = Schemas['LegalTalentValidationConfig']

export type Workflow = Row & { readonly tenant: string; readonly deleted_at: Instant | null } & Readonly<
    Omit<Schemas['LegalTalentWorkflow'], 'workflow_id' | 'tenant_id'>
  >

export const workflows = collection<Workflow>()('legaltalent.workflows', { byTenant: ({ tenant }) => tenant })

/** A workflow as it was before it was changed; sessions that were started with it keep to it. */
export type FormerVersion = Row & { readonly workflow: Workflow }

export const formerVersions = collection<FormerVersion>()('legaltalent.workflow_versions', {
  byWorkflow: ({ workflow }) => workflow.id,
})

type Birth = { id: string; tenant: string; now: Date }

/** A workflow in its first version. What is not given is the template's; a custom workflow has no steps then. */
export function newWorkflow(input: Schemas['LegalTalentWorkflowInput'], { id, tenant, now }: Birth): Workflow {
  const type = input.template_type ?? 'custom'
  const template: Partial<Template> = templateOf(type) ?? {}
  const at = toInstant(now)
  return {
    id,
    tenant,
    name: input.name.trim(),
    description: input.description ?? null,
    template_type: type,
    entity_types: input.entity_types ?? template.entity_types ?? ['individual', 'company'],
    industry: input.industry ?? null,
    tags: input.tags ?? [],
    version: 1,
    steps: inOrder(input.steps ?? template.steps ?? []),
    validation_config: input.validation_config ?? {},
    deleted_at: null,
    created_at: at,
    updated_at: at,
  }
}

/** The next version of a workflow. What the change leaves out stays. */
export function changed(workflow: Workflow, change: Schemas['LegalTalentWorkflowChange'], now: Date): Workflow {
  return {
    ...workflow,
    name: change.name?.trim() ?? workflow.name,
    description: change.description === undefined ? workflow.description : change.description,
    template_type: change.template_type ?? workflow.template_type,
    entity_types: change.entity_types ?? workflow.entity_types,
    industry: change.industry === undefined ? workflow.industry : change.industry,
    tags: change.tags ?? workflow.tags,
    steps: change.steps ? inOrder(change.steps) : workflow.steps,
    validation_config: change.validation_config ?? workflow.validation_config,
    version: workflow.version + 1,
    updated_at: toInstant(now),
  }
}

const inOrder = (steps: readonly Step[]): Step[] => [...steps].sort((one, other) => one.order - other.order)

/** What is kept of a version when the next one takes its place. */
export const former = (workflow: Workflow): FormerVersion => ({
  id: versionId(workflow.id, workflow.version),
  workflow,
})

const versionId = (id: string, version: number): string => `${id}@${version}`

/** The version that a session was started with, also when the workflow was changed or deleted since. */
export function versionOf(session: { workflow_id: string; workflow_version: number }, db: Reader): Workflow {
  const { workflow_id, workflow_version } = session
  const current = db.table(workflows).get(workflow_id)
  if (current?.version === workflow_version) return current
  const past = db.table(formerVersions).get(versionId(workflow_id, workflow_version))
  if (!past) throw notFound('Workflow')
  return past.workflow
}

/** The workflow with this id. Throws a Problem of kind `not-found` when it is not there, or was deleted. */
export function workflowOf(tenant: string, id: string, db: Reader): Workflow {
  const workflow = db.table(workflows).get(id)
  if (workflow?.tenant !== tenant || workflow.deleted_at !== null) throw notFound('Workflow')
  return workflow
}

import { toInstant } from '../instant.ts'
import { done, presentWorkflow, success } from '../present.ts'
import { notFound } from '../problems.ts'
import { templateOf } from '../templates.ts'
import { tenantOf } from '../tenants.ts'
import { changed, former, formerVersions, newWorkflow, workflowOf, workflows } from '../workflow.ts'
import { requireSound } from '../workflow-check.ts'
import type { LegalTalentContext, LegalTalentHandlers } from './handlers.ts'

/** The operations on workflows. */
export const workflowHandlers = {
  createWorkflow({ body }, context) {
    requireSound(body.steps ?? [])
    return success(presentWorkflow(context.db.table(workflows).insert(newWorkflow(body, birth(context)))))
  },

  createWorkflowFromTemplate({ params, body }, context) {
    const template = templateOf(params.type)
    if (!template) throw notFound('Template')
    const { name = template.name, validation_config } = body ?? {}
    const input = { name, template_type: template.type, ...(validation_config && { validation_config }) }
    return success(presentWorkflow(context.db.table(workflows).insert(newWorkflow(input, birth(context)))))
  },

  listWorkflows(_, { db, tenant }) {
    const own = [...db.table(workflows).where('byTenant', tenantOf({ tenant }))]
    const shown = own.filter(({ deleted_at }) => deleted_at === null).map(presentWorkflow)
    return success({ workflows: shown, count: shown.length })
  },

  getWorkflow({ params }, { db, tenant }) {
    return success(presentWorkflow(workflowOf(tenantOf({ tenant }), params.workflow_id, db)))
  },

  listWorkflowVersions({ params }, { db, tenant }) {
    const workflow = workflowOf(tenantOf({ tenant }), params.workflow_id, db)
    const past = [...db.table(formerVersions).where('byWorkflow', workflow.id)].map((row) => row.workflow)
    const versions = [...past, workflow].reverse().map(presentWorkflow)
    return success({ workflow_id: workflow.id, versions, count: versions.length })
  },

  updateWorkflow({ params, body }, { db, now, tenant }) {
    const before = workflowOf(tenantOf({ tenant }), params.workflow_id, db)
    requireSound(body.steps ?? [])
    db.table(formerVersions).insert(former(before))
    return success(presentWorkflow(db.table(workflows).replace(changed(before, body, now))))
  },

  deleteWorkflow({ params }, { db, now, tenant }) {
    const workflow = workflowOf(tenantOf({ tenant }), params.workflow_id, db)
    db.table(workflows).replace({ ...workflow, deleted_at: toInstant(now) })
    return done('Workflow deleted successfully')
  },
} satisfies Partial<LegalTalentHandlers>

const birth = ({ random, tenant, now }: LegalTalentContext) => ({
  id: random.uuid(),
  tenant: tenantOf({ tenant }),
  now,
})

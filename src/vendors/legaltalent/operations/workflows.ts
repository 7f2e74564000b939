import { toInstant } from '../instant.ts'
import { done, presentWorkflow, success } from '../present.ts'
import { tenantOf } from '../tenants.ts'
import { fromTemplate, workflowOf, workflows } from '../workflow.ts'
import type { LegalTalentHandlers } from './handlers.ts'

/** The operations on workflows. */
export const workflowHandlers = {
  listWorkflows(_, { db, tenant }) {
    const own = [...db.table(workflows).where('byTenant', tenantOf({ tenant }))]
    const shown = own.filter(({ deleted_at }) => deleted_at === null).map(presentWorkflow)
    return success({ workflows: shown, count: shown.length })
  },

  createWorkflowFromTemplate({ params, body }, { db, now, random, tenant }) {
    const workflow = fromTemplate(params.type, body ?? {}, { id: random.uuid(), tenant: tenantOf({ tenant }), now })
    return success(presentWorkflow(db.table(workflows).insert(workflow)))
  },

  getWorkflow({ params }, { db, tenant }) {
    return success(presentWorkflow(workflowOf(tenantOf({ tenant }), params.workflow_id, db)))
  },

  deleteWorkflow({ params }, { db, now, tenant }) {
    const workflow = workflowOf(tenantOf({ tenant }), params.workflow_id, db)
    db.table(workflows).replace({ ...workflow, deleted_at: toInstant(now) })
    return done('Workflow deleted successfully')
  },
} satisfies Partial<LegalTalentHandlers>

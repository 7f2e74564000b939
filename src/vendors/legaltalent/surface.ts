import { type Admission, defineSurface } from '../vendor.ts'
import { requireLive } from './access.ts'
import { authenticate } from './auth.ts'
import { customerOf } from './customer.ts'
import { enveloped } from './envelope.ts'
import { customerHandlers } from './operations/customers.ts'
import { listHandlers } from './operations/lists.ts'
import { livenessHandlers } from './operations/liveness.ts'
import { monitoringHandlers } from './operations/monitoring.ts'
import { operatorHandlers } from './operations/operators.ts'
import { publicSessionHandlers } from './operations/public-sessions.ts'
import { reviewHandlers } from './operations/session-reviews.ts'
import { sessionHandlers } from './operations/sessions.ts'
import { subjectHandlers } from './operations/subjects.ts'
import { subsessionHandlers } from './operations/subsessions.ts'
import { tenantSettingsHandlers } from './operations/tenant-settings.ts'
import { tenantHandlers } from './operations/tenants.ts'
import { uploadHandlers } from './operations/uploads.ts'
import { watchlistHandlers } from './operations/watchlists.ts'
import { websiteHandlers } from './operations/websites.ts'
import { workflowHandlers } from './operations/workflows.ts'
import { renderProblem } from './problems.ts'
import { rateLimit } from './rate-limit.ts'
import { sessionOf } from './session.ts'
import type { LegalTalentSettings } from './settings.ts'
import { subjectOf } from './subject.ts'
import { tenantOf } from './tenants.ts'
import { watchlistOf } from './watchlist.ts'
import { workflowOf } from './workflow.ts'

/** LegalTalent’s API. */
export const legaltalentSurface = defineSurface({
  name: 'legaltalent',
  handlers: {
    ...customerHandlers,
    ...sessionHandlers,
    ...subsessionHandlers,
    ...reviewHandlers,
    ...operatorHandlers,
    ...publicSessionHandlers,
    ...uploadHandlers,
    ...livenessHandlers,
    ...workflowHandlers,
    ...watchlistHandlers,
    ...subjectHandlers,
    ...monitoringHandlers,
    ...listHandlers,
    ...tenantHandlers,
    ...tenantSettingsHandlers,
    ...websiteHandlers,
  },
  authenticate,
  admit,
  renderProblem,
  wrap: enveloped,
  rateLimit,
})

/** The record comes before the body. Another tenant's is answered as if nothing were there. */
function admit({ db, tenant, params }: Admission<LegalTalentSettings>): void {
  const owner = tenantOf({ tenant })
  if (typeof params.id === 'string') customerOf(owner, params.id, db)
  if (typeof params.session_id === 'string') sessionOf(owner, params.session_id, db)
  if (typeof params.access_token === 'string') requireLive(params.access_token, db)
  if (typeof params.workflow_id === 'string') workflowOf(owner, params.workflow_id, db)
  if (typeof params.watchlist_id !== 'string') return
  watchlistOf(owner, params.watchlist_id, db)
  if (typeof params.subject_id === 'string') subjectOf(params.watchlist_id, params.subject_id, db)
}

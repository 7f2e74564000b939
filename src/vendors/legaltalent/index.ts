import { type Admission, defineSurface, type Vendor } from '../vendor.ts'
import { requireLive } from './access.ts'
import { alarms } from './alarms.ts'
import { authenticate } from './auth.ts'
import { channels } from './channels.ts'
import { checks } from './checking.ts'
import { customerOf, customers } from './customer.ts'
import { enveloped } from './envelope.ts'
import { listEntries } from './list-entry.ts'
import { magic } from './magic.ts'
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
import { people } from './person.ts'
import { renderProblem } from './problems.ts'
import { progresses } from './progress.ts'
import { rateLimit } from './rate-limit.ts'
import { riskProfiles } from './risk.ts'
import { loadSeed } from './seed.ts'
import { sessionOf, sessions } from './session.ts'
import { documents } from './session-document.ts'
import { type LegalTalentSettings, settings } from './settings.ts'
import { seats, subjectOf, subjects } from './subject.ts'
import { tenantSettings } from './tenant-settings.ts'
import { tenantOf, tenants } from './tenants.ts'
import { watchlistOf, watchlists } from './watchlist.ts'
import { webhooks } from './webhooks.ts'
import { webValidations } from './website.ts'
import { formerVersions, workflowOf, workflows } from './workflow.ts'

const surface = defineSurface({
  name: 'legaltalent',
  handlers: {
    ...customerHandlers,
    ...sessionHandlers,
    ...subsessionHandlers,
    ...reviewHandlers,
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
    ...operatorHandlers,
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

/** LegalTalent: customers, their KYC sessions, who owns and runs them, their risk and their monitoring. */
export const legaltalent: Vendor = {
  name: 'legaltalent',
  surfaces: [surface],
  // The last one is in older examples.
  hosts: ['kyc.legaltalent.ai', 'stg.kyc.legaltalent.ai', 'dev.kyc.legaltalent.ai'],
  address: ({ path }) => ({ surface: 'legaltalent', path }),
  webhooks,
  alarms,
  magic,
  prepare(reader) {
    reader.table(customers)
    reader.table(sessions)
    reader.table(progresses)
    reader.table(documents)
    reader.table(checks)
    reader.table(workflows)
    reader.table(formerVersions)
    reader.table(people)
    reader.table(riskProfiles)
    reader.table(watchlists)
    reader.table(subjects)
    reader.table(seats)
    reader.table(listEntries)
    reader.table(tenantSettings)
    reader.table(webValidations)
    reader.table(channels)
  },
  settings,
  tenants,
  loadSeed,
}

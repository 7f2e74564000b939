import type { Vendor } from '../vendor.ts'
import { alarms } from './alarms.ts'
import { channels } from './channels.ts'
import { checks } from './checking.ts'
import { customers } from './customer.ts'
import { listEntries } from './list-entry.ts'
import { magic } from './magic.ts'
import { people } from './person.ts'
import { progresses } from './progress.ts'
import { deletedSessions } from './removing.ts'
import { riskProfiles } from './risk.ts'
import { sessions } from './session.ts'
import { documents } from './session-document.ts'
import { settings } from './settings.ts'
import { seats, subjects } from './subject.ts'
import { tenantSettings } from './tenant-settings.ts'
import { tenants } from './tenants.ts'
import { watchlists } from './watchlist.ts'
import { webhooks } from './webhooks.ts'
import { webValidations } from './website.ts'
import { formerVersions, workflows } from './workflow.ts'

/** LegalTalent: customers, their KYC sessions, who owns and runs them, their risk and their monitoring. */
export const legaltalent: Vendor = {
  name: 'legaltalent',
  surfaces: [{ name: 'legaltalent', load: async () => (await import('./surface.ts')).legaltalentSurface }],
  // The last one is in older examples.
  hosts: ['kyc.legaltalent.ai', 'stg.kyc.legaltalent.ai', 'dev.kyc.legaltalent.ai'],
  address: ({ path }) => ({ surface: 'legaltalent', path }),
  webhooks,
  alarms,
  magic,
  prepare(reader) {
    reader.table(customers)
    reader.table(sessions)
    reader.table(deletedSessions)
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
  loadSeed: async () => (await import('./seed.ts')).loadSeed(),
}

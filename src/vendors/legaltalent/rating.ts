import type { Draft } from '../../core/collection.ts'
import { customers } from './customer.ts'
import { calculated, type RiskProfile, riskProfiles } from './risk.ts'
import { hasOpenMatch } from './screening.ts'
import { sessions } from './session.ts'

/** Calculates a customer's risk of all its sessions and matches, and copies score and level to the customer. */
export function rate(id: string, db: Draft, now: Date): RiskProfile {
  const profile = calculated([...db.table(sessions).where('byCustomer', id)], {
    id,
    hasOpenMatch: hasOpenMatch(id, db),
    before: db.table(riskProfiles).get(id),
    now,
  })
  const { risk_score, risk_level } = profile
  const customer = db.table(customers).get(id)
  if (customer) db.table(customers).replace({ ...customer, risk_score, risk_level })
  return db.table(riskProfiles).put(profile)
}

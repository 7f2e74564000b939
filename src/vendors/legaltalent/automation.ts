import type { components } from '../../contract/openapi.gen.ts'
import type { FinalDecision, SessionStatus } from './session.ts'

type Rules = NonNullable<components['schemas']['LegalTalentValidationConfig']['automation_rules']>
type CountryRule = components['schemas']['LegalTalentCountryRule']
type Flag = components['schemas']['LegalTalentFlag']
type Action = CountryRule['action']

/** The countries that a session is about, by what they are to the person or company. */
export type Countries = Partial<Record<'nationality' | 'residence' | 'tax_residence' | 'incorporation', string>>

/** Which action wins when several rules apply, the strongest first. */
const PRIORITY: readonly Action[] = ['auto_deny', 'manual_review', 'flag', 'auto_approve']

/** A flagged session is approved, and its final decision says that it was flagged. */
const OUTCOME = {
  auto_deny: { status: 'rejected', final_decision: 'rejected' },
  manual_review: { status: 'manual_review', final_decision: 'manual_review' },
  flag: { status: 'approved', final_decision: 'flagged' },
  auto_approve: { status: 'approved', final_decision: 'approved' },
} as const satisfies Partial<Record<Action, { status: SessionStatus; final_decision: FinalDecision }>>

export type Decision = { status: SessionStatus; final_decision: FinalDecision; automation_flags: Flag[] }

/** What the automation rules of a workflow make of a completed session. */
export function decided(rules: Rules | undefined, countries: Countries): Decision {
  const applying =
    rules?.enabled === false ? [] : (rules?.country_rules ?? []).filter((rule) => applies(rule, countries))
  const strongest = PRIORITY.find((action) => applying.some((rule) => rule.action === action))
  const action = strongest ?? rules?.default_action ?? 'manual_review'
  const outcome = action === 'no_action' ? OUTCOME.manual_review : OUTCOME[action]
  return {
    ...outcome,
    automation_flags: applying
      .filter((rule) => rule.action !== 'no_action')
      .map(({ country_code, action: wanted, reason = null }) => ({
        rule: 'country_rules',
        country_code: country_code.toUpperCase(),
        action: wanted,
        reason,
      })),
  }
}

function applies({ country_code, applies_to = ['all'] }: CountryRule, countries: Countries): boolean {
  return Object.entries(countries).some(
    ([kind, country]) =>
      country.toUpperCase() === country_code.toUpperCase() &&
      applies_to.some((wanted) => wanted === 'all' || wanted === kind),
  )
}

import type { components } from '../../contract/openapi.gen.ts'
import { type Answer, nameOf } from './answers.ts'
import type { Results } from './checking.ts'
import { compares } from './comparing.ts'
import type { FinalDecision, SessionStatus } from './session.ts'
import { conditionsOf, type SessionDocument } from './session-document.ts'
import type { ValidationConfig } from './workflow.ts'

type Schemas = components['schemas']
type Flag = Schemas['LegalTalentFlag']
type Action = Schemas['LegalTalentAction']

/** A country that a session is about, and what it is to the person or company; null when nobody says. */
export type Country = {
  kind: 'nationality' | 'residence' | 'tax_residence' | 'incorporation' | null
  code: string
}

/** What the rules look at. */
export type Facts = {
  countries: readonly Country[]
  answers: readonly Answer[]
  documents: readonly SessionDocument[]
  results: Readonly<Results>
}

/** Which action wins when several rules apply, the strongest first. */
const PRIORITY: readonly Action[] = ['auto_deny', 'manual_review', 'flag', 'auto_approve']

const VERDICT: Readonly<Record<Action, Verdict>> = {
  auto_deny: 'rejected',
  manual_review: 'manual_review',
  flag: 'flagged',
  auto_approve: 'approved',
  no_action: 'manual_review',
}

/** What comes of a session in the end. */
export type Verdict = NonNullable<FinalDecision>
/** What is stored of it: the status that follows from it, and the rules that led to it. */
export type Decision = { status: SessionStatus; final_decision: Verdict; automation_flags: Flag[] }

/** How a session stands with a verdict. A flagged one is approved, and its final decision says that it was flagged. */
export const decisionOf = (verdict: Verdict, automation_flags: Flag[] = []): Decision => ({
  status: verdict === 'flagged' ? 'approved' : verdict,
  final_decision: verdict,
  automation_flags,
})

/**
 * What the automation rules of a workflow make of a completed session. Rules that are switched off leave it to a person,
 * and so does what a check found and no rule speaks of.
 */
export function decided({ automation_rules: rules = {} }: ValidationConfig, facts: Facts): Decision {
  if (rules.enabled === false) return decisionOf('manual_review')
  const applying = [
    ...(rules.country_rules ?? []).flatMap((rule) => countryFlag(rule, facts)),
    ...listFlags(rules.list_match_rules ?? [], facts),
    ...(rules.document_rules ?? []).flatMap((rule) => documentFlag(rule, facts)),
    ...(rules.form_field_rules ?? []).flatMap((rule) => fieldFlag(rule, facts)),
    ...concerns(facts),
  ]
  const strongest = PRIORITY.find((action) => applying.some((flag) => flag.action === action))
  return decisionOf(
    VERDICT[strongest ?? rules.default_action ?? 'manual_review'],
    applying.filter(({ action }) => action !== 'no_action'),
  )
}

function countryFlag(rule: Schemas['LegalTalentCountryRule'], { countries }: Facts): Flag[] {
  const { action, applies_to = ['all'], reason = null } = rule
  const country_code = rule.country_code.toUpperCase()
  const applies = countries.some(
    ({ kind, code }) => code === country_code && applies_to.some((wanted) => wanted === 'all' || wanted === kind),
  )
  return applies ? [{ rule: 'country_rules', country_code, action, reason }] : []
}

/** Every match, by the rules that speak of it. */
function listFlags(rules: readonly Schemas['LegalTalentListMatchRule'][], { results }: Facts): Flag[] {
  const matches = [
    ...(results.lists?.matches ?? []),
    ...(results.crypto?.wallets ?? []).flatMap((each) => each.matches),
  ]
  return matches.flatMap(({ list, confidence_score }) => {
    const own = rules.filter(
      (rule) => (rule.list === 'any' || rule.list === list) && confidence_score >= rule.min_confidence,
    )
    const found = { rule: 'list_match_rules' as const, list, confidence_score }
    if (own.length === 0)
      return [{ ...found, action: 'manual_review' as const, reason: 'No rule speaks of this match' }]
    return own.map(({ action, reason = null }) => ({ ...found, action, reason }))
  })
}

function documentFlag(rule: Schemas['LegalTalentDocumentRule'], { documents }: Facts): Flag[] {
  const { document_type, condition, action, reason = null } = rule
  const own = documents.filter((document) => document.document_type === document_type)
  const applies =
    condition === 'missing'
      ? !own.some(({ status }) => status === 'uploaded')
      : own.some((each) => conditionsOf(each).includes(condition))
  return applies ? [{ rule: 'document_rules', document_type, condition, action, reason }] : []
}

function fieldFlag(rule: Schemas['LegalTalentFormFieldRule'], { answers }: Facts): Flag[] {
  const { field_key, operator, value, action, reason = null } = rule
  const answer = answers.find(({ field }) => nameOf(field) === field_key || field.field_id === field_key)
  return compares(answer?.value, operator, value) ? [{ rule: 'form_field_rules', field_key, action, reason }] : []
}

/** What other checks found, which no rule can speak of. */
function concerns({ results: { adverse_media, face_match } }: Facts): Flag[] {
  const flags: Flag[] = []
  const decision = adverse_media?.decision
  if (decision === 'MEDIUM_RISK' || decision === 'HIGH_RISK') {
    flags.push({ rule: 'run_adverse_media', action: 'manual_review', reason: decision })
  }
  if (face_match?.status === 'no_match') {
    flags.push({ rule: 'auto_face_match', action: 'manual_review', reason: 'The faces do not match' })
  }
  return flags
}

import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Row } from '../../core/collection.ts'
import { toInstant } from './instant.ts'
import type { Session } from './session.ts'

type Shown = components['schemas']['LegalTalentRiskProfile']
type Factor = Shown['factors'][number]
type Level = Shown['risk_level']

/** The last profile that was calculated; its id is the customer's. */
export type RiskProfile = Row & Readonly<Omit<Shown, 'customer_id' | 'recalculated'>>

export const riskProfiles = collection<RiskProfile>()('legaltalent.risk_profiles', {})

const POINTS = { approved: 10, pending: 20, flagged: 45, manual_review: 55, rejected: 85 } as const
const OPEN_MATCH_POINTS = 20

type Standing = keyof typeof POINTS

const DESCRIPTIONS: Readonly<Record<Standing, string>> = {
  approved: 'A session was approved',
  pending: 'A session is not decided',
  flagged: 'A session was approved with a flag',
  manual_review: 'A session is in manual review',
  rejected: 'A session was rejected',
}

/** The same sessions and matches give the same score. */
export function calculated(
  history: readonly Session[],
  { id, hasOpenMatch, before, now }: { id: string; hasOpenMatch: boolean; before: RiskProfile | undefined; now: Date },
): RiskProfile {
  const standings = history.map((session) => ({ session, standing: standingOf(session) }))
  const factors: Factor[] = standings.map(({ session, standing }) => ({
    factor: `session_${standing}`,
    description: DESCRIPTIONS[standing],
    points: POINTS[standing],
    session_id: session.id,
  }))
  const highest = Math.max(0, ...factors.map(({ points }) => points))
  const score = Math.min(100, highest + (hasOpenMatch ? OPEN_MATCH_POINTS : 0))
  const count = (wanted: Standing): number => standings.filter(({ standing }) => standing === wanted).length
  return {
    id,
    risk_score: score,
    risk_level: levelOf(score),
    factors: hasOpenMatch ? [...factors, MATCH_FACTOR] : factors,
    sessions_analyzed: history.length,
    sessions_summary: {
      total: history.length,
      approved: count('approved'),
      flagged: count('flagged'),
      manual_review: count('manual_review'),
      rejected: count('rejected'),
      pending: count('pending'),
    },
    previous_risk_score: before?.risk_score ?? null,
    previous_risk_level: before?.risk_level ?? null,
    calculated_at: toInstant(now),
  }
}

const MATCH_FACTOR: Factor = {
  factor: 'watchlist_match',
  description: 'The monitored subject has an open match',
  points: OPEN_MATCH_POINTS,
  session_id: null,
}

/** The level of a score: the published bands of adverse media, of which the two lowest are one here. */
export const levelOf = (score: number): Level => (score <= 40 ? 'low' : score <= 70 ? 'medium' : 'high')

function standingOf({ status, final_decision }: Session): Standing {
  if (status === 'approved') return final_decision === 'flagged' ? 'flagged' : 'approved'
  return status === 'rejected' || status === 'manual_review' ? status : 'pending'
}

import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { allAnswersOf, soughtOf, textsOf } from './answers.ts'
import { toInstant } from './instant.ts'
import { confidence, entriesOn } from './list-entry.ts'
import type { Session } from './session.ts'
import { documents } from './session-document.ts'
import { defectsOf, pressScoreOf } from './signs.ts'
import { type ValidationConfig, versionOf } from './workflow.ts'

type Schemas = components['schemas']
export type CheckName = Schemas['LegalTalentCheckName']
export type Results = Schemas['LegalTalentCheckResults']

/** What the checks of a session found, whose id it has; null is what was not checked yet. */
export type Checks = Row & { readonly validated_at: Instant } & Readonly<Results>

export const checks = collection<Checks>()('legaltalent.checks', {})

/** What is checked of a session unless it is said otherwise. */
export const ALL_CHECKS: readonly CheckName[] = ['lists', 'adverse_media', 'crypto', 'face_match']

/** The lists of people, companies and ships, and those of wallets. */
const LISTS = ['ofac', 'un', 'eu', 'uk', 'canada', 'australia', 'switzerland', 'senaclaft_uy'] as const
const WALLET_LISTS = ['nbctf', 'crypto_scam'] as const

const THRESHOLD = 0.85

const NOTHING: Results = { lists: null, adverse_media: null, crypto: null, face_match: null }

/** What was checked of a session, if anything was. */
export const checksOf = ({ id }: Session, db: Reader): Checks | undefined => db.table(checks).get(id)

/** Runs checks on a session, and keeps what they found beside what others found before. */
export function check(session: Session, wanted: readonly CheckName[], { db, now }: { db: Draft; now: Date }): Checks {
  const before = db.table(checks).get(session.id)
  if (wanted.length === 0) return before ?? { id: session.id, validated_at: toInstant(now), ...NOTHING }
  const { validation_config } = versionOf(session, db)
  const found: Checks = {
    id: session.id,
    validated_at: toInstant(now),
    lists: wanted.includes('lists') ? searchLists(session, db) : (before?.lists ?? null),
    adverse_media: wanted.includes('adverse_media') ? readPress(session, db) : (before?.adverse_media ?? null),
    crypto: wanted.includes('crypto') ? lookUpWallets(session, db) : (before?.crypto ?? null),
    face_match: wanted.includes('face_match')
      ? compareFaces(session, validation_config.face_match_threshold ?? THRESHOLD, db)
      : (before?.face_match ?? null),
  }
  return db.table(checks).put(found)
}

/** The checks that a workflow wants to be run whenever a session is processed. */
export const configured = ({ run_lists, run_adverse_media, auto_face_match }: ValidationConfig): CheckName[] => [
  ...(run_lists ? (['lists', 'crypto'] as const) : []),
  ...(run_adverse_media ? (['adverse_media'] as const) : []),
  ...(auto_face_match ? (['face_match'] as const) : []),
]

/** Names and papers against the lists of people, companies and ships; whoever is on one matches once. */
function searchLists(session: Session, db: Reader): NonNullable<Results['lists']> {
  const sought = soughtOf(session, db)
  const matches = entriesOn(LISTS, db).flatMap((entry) => {
    const [best] = sought
      .map((each) => ({ full_name: each.full_name, list: entry.list, confidence_score: confidence(each, entry) }))
      .sort((one, other) => other.confidence_score - one.confidence_score)
    return best && best.confidence_score > 0 ? [best] : []
  })
  return { status: matches.length > 0 ? 'match' : 'clear', lists_searched: [...LISTS], matches }
}

function readPress(session: Session, db: Reader): NonNullable<Results['adverse_media']> {
  const score = Math.max(0, ...soughtOf(session, db).map(({ full_name }) => pressScoreOf(full_name)))
  const decision = score <= 20 ? 'CLEAR' : score <= 40 ? 'LOW_RISK' : score <= 70 ? 'MEDIUM_RISK' : 'HIGH_RISK'
  return { decision, final_risk_score: score }
}

function lookUpWallets(session: Session, db: Reader): NonNullable<Results['crypto']> {
  const entries = entriesOn(WALLET_LISTS, db)
  const wallets = textsOf(allAnswersOf(session, db), 'wallet').map((address) => ({
    address,
    matches: entries.flatMap((entry) => {
      const confidence_score = confidence({ full_name: null, identifier: address }, entry)
      return confidence_score > 0 ? [{ list: entry.list, confidence_score }] : []
    }),
  }))
  return { status: wallets.some(({ matches }) => matches.length > 0) ? 'match' : 'clear', wallets }
}

/** The selfie against the identity document; without both there is nothing to compare. */
function compareFaces(session: Session, threshold: number, db: Reader): NonNullable<Results['face_match']> {
  const present = [...db.table(documents).where('bySession', session.id)].filter(({ status }) => status === 'uploaded')
  const selfie = present.find(({ document_type }) => document_type === 'selfie')
  const identity = present.find(({ document_type }) => document_type === 'id')
  if (!selfie || !identity) return { status: 'not_available', score: null, threshold }
  const score = defectsOf(selfie.file_name).includes('mismatch') ? 0.41 : 0.97
  return { status: score >= threshold ? 'match' : 'no_match', score, threshold }
}

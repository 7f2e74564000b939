import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import type { Random } from '../../core/random.ts'
import { portableAnswers } from './answers.ts'
import { toInstant } from './instant.ts'
import type { List } from './list-entry.ts'
import type { Session } from './session.ts'
import type { Subject } from './subject.ts'

type SessionEvent = components['schemas']['LegalTalentSessionEvent']
type MatchEvent = components['schemas']['LegalTalentMatchEvent']
type Occasion = { now: Date; random: Random }

/** The envelope; its id stays the same however often it is sent. */
function enveloped<Data>(type: string, data: Data, { now, random }: Occasion) {
  return { id: `evt_${random.hex(12)}`, type, created: Math.floor(now.getTime() / 1000), data }
}

/** What is told of a session. */
export function sessionEvent(type: string, session: Session, occasion: Occasion & { db: Reader }): SessionEvent {
  const { id, workflow_id, customer_id, client_id, status, final_decision, automation_flags, metadata } = session
  const data = {
    session_id: id,
    workflow_id,
    customer_id,
    client_id,
    status,
    final_decision,
    automation_flags,
    form_data: portableAnswers(session, occasion.db),
    metadata,
  }
  return enveloped(type, data, occasion)
}

/** What is told of a subject that is on lists, or no longer; `news` is how many matches are new. */
export function matchEvent(
  type: string,
  { subject, lists, news }: { subject: Subject; lists: readonly List[]; news: number },
  occasion: Occasion,
): MatchEvent {
  const matchesOn = (list: List): number => subject.matches.filter((match) => match.list === list).length
  const data = {
    watchlist_id: subject.watchlist_id,
    subject_id: subject.id,
    customer_id: subject.customer_id,
    full_name: subject.full_name,
    new_matches_count: news,
    results_by_list: Object.fromEntries(lists.map((list) => [list, { checked: 1, matches: matchesOn(list) }])),
    checked_at: toInstant(occasion.now),
  }
  return enveloped(type, data, occasion)
}

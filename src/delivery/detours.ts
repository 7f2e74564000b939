import type { Faults, Struck } from '../core/faults.ts'
import type { Delivery } from '../core/outbox.ts'
import type { Outcome } from './post.ts'

/** How long a delivery waits at the most for another one to go first, in ms of the sandbox's time. */
const PATIENCE = 60_000

/** What faults do to deliveries on their way: some are held back, and go later or after another one. */
export class Detours {
  /** Deliveries that were held back, and are not to be asked about again. */
  readonly #held = new Set<string>()
  /** The one that waits for another one to go first, by endpoint. */
  readonly #waiting = new Map<string, string>()

  /** What becomes of a delivery that is held back; undefined when it is not. */
  take({ id, endpointId }: Delivery, { rule, delay }: Struck, now: Date): ((row: Delivery) => Delivery) | undefined {
    if (rule.effect !== 'delay' && rule.effect !== 'reorder') return undefined
    // Somebody has to go first.
    if (rule.effect === 'reorder' && this.#waiting.has(endpointId)) return undefined
    this.#held.add(id)
    if (rule.effect === 'reorder') this.#waiting.set(endpointId, id)
    const at = new Date(now.getTime() + (rule.effect === 'reorder' ? PATIENCE : delay)).toISOString()
    return (row) => ({ ...row, nextAttemptAt: at })
  }

  /** The fault that strikes an attempt; a delivery that was held back before goes its way. */
  strike({ id, vendor, event }: Delivery, faults: Faults): Struck | undefined {
    if (this.#held.delete(id) || faults.isEmpty) return undefined
    return faults.strike({ webhook: true, vendor, event })
  }

  /** The one that waited for something to go to this endpoint. */
  released(endpointId: string): string | undefined {
    const waiting = this.#waiting.get(endpointId)
    this.#waiting.delete(endpointId)
    return waiting
  }

  clear(): void {
    this.#held.clear()
    this.#waiting.clear()
  }
}

/** What comes of an attempt: it is made once, twice, or a fault says how it ended. */
export async function outcomesOf(send: () => Promise<Outcome>, struck: Struck | undefined): Promise<Outcome[]> {
  const { effect, status } = struck?.rule ?? {}
  if (status !== undefined) return [{ status, response: null, error: null, durationMs: 0 }]
  if (effect === 'drop') return [{ status: null, response: null, error: `lost by fault ${struck?.id}`, durationMs: 0 }]
  if (effect === 'duplicate') return [await send(), await send()]
  return [await send()]
}

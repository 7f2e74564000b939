import type { Delivery } from './outbox.ts'
import type { Exchange } from './request-log.ts'
import type { Change } from './store.ts'

/** How many events are kept for those who come back. */
const KEPT = 1000

/** Something that somebody who watches a namespace wants to know. Its number is 0 until it was told. */
export type Happening = { number: number } & (
  | { kind: 'request'; subject: Exchange }
  /** A delivery was queued, or an attempt of it is over. */
  | { kind: 'delivery'; subject: Delivery }
  /** What one transaction wrote, a request's or one that time has caused. */
  | { kind: 'rows'; subject: { changes: readonly Change[]; at: Date } }
  /** The state as a whole is another one, or the clock. */
  | { kind: 'state'; subject: { what: 'reset' | 'import' | 'restore' | 'clock'; at: Date } }
)

/** What happens in one namespace, as it happens. It is told by reference: text is made for those who listen. */
export class Feed {
  readonly #ring: Happening[] = []
  readonly #listeners = new Set<{ hear(happening: Happening): void; end(): void }>()
  #count = 0
  #isOver = false

  tell(happening: Happening): void {
    // Not a copy: every request pays for this.
    happening.number = ++this.#count
    this.#ring[(happening.number - 1) % KEPT] = happening
    for (const listener of this.#listeners) listener.hear(happening)
  }

  /** What happened after the event with this number, oldest first; everything that is kept when there is no such one. */
  since(number: number): Happening[] {
    const first = number <= this.#count ? number : 0
    const kept = Math.max(first, this.#count - KEPT)
    return Array.from({ length: this.#count - kept }, (_, at) => this.#ring[(kept + at) % KEPT]).filter(
      (happening) => happening !== undefined,
    )
  }

  /** The number of the last event. */
  get last(): number {
    return this.#count
  }

  /** Calls `hear` for everything from now on, and `end` once when there will be nothing more. */
  listen(listener: { hear(happening: Happening): void; end(): void }): { stop(): void } {
    if (this.#isOver) listener.end()
    else this.#listeners.add(listener)
    return { stop: () => void this.#listeners.delete(listener) }
  }

  /** Ends with everybody who listens. */
  end(): void {
    this.#isOver = true
    const listeners = [...this.#listeners]
    this.#listeners.clear()
    for (const listener of listeners) listener.end()
  }
}

/** What has events of its own is not told as rows as well, and what the sandbox keeps for itself is nobody's. */
export const isTold = ({ collection }: Change): boolean => !UNTOLD.has(collection)

const UNTOLD = new Set(['webhooks.messages', 'webhooks.deliveries', 'sandbox'])

import { Pool } from './pool.ts'
import type { Borrowed } from './template.ts'

/** How many things are remembered. */
const KEPT = 300

/** A shorter text, or a number, says nothing about what it belongs to. */
const TELLING = 16

type Thing = { pool: Pool; values: ReadonlySet<unknown> }

/** What belongs together, because it was said of one thing: a session, its token and the ids of its steps. */
export class Associations {
  #things: Thing[] = []
  readonly #below: Associations | undefined

  /** `below` is what was known before; it is not changed. */
  constructor(below?: Associations) {
    this.#below = below
  }

  /** Takes up each thing of an answer; `asked` is what was said to get it. */
  learn(json: unknown, within: string, asked: Readonly<Record<string, string>> = {}): void {
    for (const thing of thingsOf(json)) {
      const pool = new Pool()
      pool.learn(thing, within)
      pool.learn(asked, within)
      this.#things.push({ pool, values: new Set(pool.everything()) })
    }
    this.#things = this.#things.slice(-KEPT)
  }

  /**
   * A value that was said of the same thing as those that are chosen already, or of a thing that this one names; the
   * newest thing comes first.
   */
  lend(borrowed: Borrowed, chosen: Iterable<unknown>): string | number | undefined {
    const near = this.#near(new Set(chosen))
    return lentBy(near, borrowed) ?? lentBy(this.#near(new Set(near.flatMap(({ values }) => [...values]))), borrowed)
  }

  #near(chosen: ReadonlySet<unknown>): Thing[] {
    const wanted = [...chosen].filter((value) => typeof value === 'string' && value.length >= TELLING)
    if (wanted.length === 0) return []
    const own = this.#things.filter(({ values }) => wanted.some((value) => values.has(value))).reverse()
    return [...own, ...(this.#below ? this.#below.#near(chosen) : [])]
  }
}

function lentBy(things: readonly Thing[], borrowed: Borrowed): string | number | undefined {
  const lent = things.map(({ pool }) => pool.lend(borrowed)).filter((value) => value !== undefined)
  return lent[borrowed.pick % lent.length]
}

/** The things of a list, or the one thing that an answer is about. */
function thingsOf(json: unknown): unknown[] {
  if (typeof json !== 'object' || json === null) return []
  if (Array.isArray(json)) return json
  const list = Object.values(json).find((value) => Array.isArray(value) && typeof value[0] === 'object')
  if (Array.isArray(list)) return [json, ...(list as unknown[])]
  const { data } = json as { data?: unknown }
  return typeof data === 'object' ? thingsOf(data) : [json]
}

import { Problem } from './problem.ts'
import { Random } from './random.ts'

/** What goes wrong with a call: at the answer, or below it. */
export type CallEffect = 'delay' | 'reset' | 'hang' | 'truncate' | 'malformed'
/** What goes wrong with a webhook on its way. */
export type WebhookEffect = 'drop' | 'duplicate' | 'delay' | 'reorder'

/** What is to go wrong, and when. What is undefined of `vendor`, `operation` and `event` matches everything. */
export type FaultRule = Readonly<{
  /** True: it strikes attempts of webhook deliveries, and not calls. */
  webhook: boolean
  vendor?: string | undefined
  operation?: string | undefined
  event?: string | undefined
  /** The first matching call that it may strike, counted from 1. */
  nth: number
  /** How many calls it strikes at the most; null is all of them. */
  times: number | null
  /** How likely it strikes each of them, up to 1. */
  probability: number
  /** Whether the handler runs first: stored, and then refused. */
  when: 'before' | 'after'
  status?: number | undefined
  /** In seconds. */
  retryAfter?: number | undefined
  /** In ms; of the machine's time for a call, of the sandbox's for a webhook. Drawn anew each time. */
  delay?: Readonly<{ min: number; max: number }> | undefined
  effect?: CallEffect | WebhookEffect | undefined
}>

export type ActiveFault = Readonly<{ id: string; rule: FaultRule; seen: number; hits: number }>

/** A fault that strikes now, and the delay that was drawn. */
export type Struck = { id: string; rule: FaultRule; delay: number }

export type Call = { webhook: boolean; vendor: string; operation?: string; event?: string }

/** How many faults there may be at a time. */
const LIMIT = 100

/**
 * The faults of one namespace. They draw from a source of their own, so that they do not change the data, and the same
 * seed and the same calls give the same faults.
 */
export class Faults {
  readonly #seed: string
  #random: Random
  #faults: { id: string; rule: FaultRule; seen: number; hits: number }[] = []
  #made = 0

  constructor(seed: string) {
    this.#seed = seed
    this.#random = Random.seeded(seed)
  }

  /** To be asked first: a call without faults costs no more than this. */
  get isEmpty(): boolean {
    return this.#faults.length === 0
  }

  list(): readonly ActiveFault[] {
    return this.#faults
  }

  /** Throws a Problem of kind `state` when there are too many. */
  add(rule: FaultRule): ActiveFault {
    if (this.#faults.length >= LIMIT)
      throw new Problem('state', `There are ${LIMIT} faults, and there may be no more; remove one first`)
    const fault = { id: `flt_${++this.#made}`, rule, seen: 0, hits: 0 }
    this.#faults.push(fault)
    return fault
  }

  /** Throws a Problem of kind `not-found`. */
  named(id: string): ActiveFault {
    const found = this.#faults.find((fault) => fault.id === id)
    if (!found) throw new Problem('not-found', `There is no fault ${id.slice(0, 64)}`)
    return found
  }

  /** Throws a Problem of kind `not-found`. */
  remove(id: string): void {
    const gone = this.named(id)
    this.#faults = this.#faults.filter((fault) => fault !== gone)
  }

  /** Removes all of them, and lets chance start over. */
  clear(): void {
    this.#faults = []
    this.#made = 0
    this.#random = Random.seeded(this.#seed)
  }

  /** The oldest fault that strikes this call. Every fault that matches has seen it, also when another one strikes. */
  strike(call: Call): Struck | undefined {
    let struck: Struck | undefined
    for (const fault of this.#faults) {
      const { id, rule } = fault
      if (!matches(rule, call)) continue
      fault.seen++
      const isLeft = rule.times === null || fault.hits < rule.times
      if (fault.seen < rule.nth || !isLeft || !this.#chance(rule.probability) || struck) continue
      fault.hits++
      struck = { id, rule, delay: rule.delay ? this.#random.integer(rule.delay.min, rule.delay.max) : 0 }
    }
    return struck
  }

  #chance(probability: number): boolean {
    return probability >= 1 || this.#random.integer(0, 999_999) < probability * 1_000_000
  }
}

const matches = (rule: FaultRule, { webhook, vendor, operation, event }: Call): boolean =>
  rule.webhook === webhook &&
  (rule.vendor ?? vendor) === vendor &&
  (rule.operation ?? operation) === operation &&
  (rule.event ?? event) === event

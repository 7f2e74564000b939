import type { Borrowed } from './template.ts'

/** How many values are kept under one name. */
const KEPT = 64

/** A name however it is written: `customer_id`, `customer-id` and `customerId` are one. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/s$/, '')

/** The names under which a value may have been said before: `id` within `customers` is a `customerId`. */
export function namesOf(name: string, within: string): string[] {
  const own = plain(name)
  return own === 'id' ? [idOf(within)] : [own]
}

/** The same in a path, where `{sub_id}` after `subsessions` may be a `subsessionId`, too. */
export function namesInPath(name: string, within: string): string[] {
  const own = plain(name)
  return own !== 'id' && own.endsWith('id') ? [own, idOf(within)] : namesOf(name, within)
}

const idOf = (owner: string): string => `${singular(plain(owner))}id`

/** Whether a name is that of something which names a thing, and is hardly ever made up. */
export const isReference = (name: string): boolean =>
  /(id|number|token|cursor|next|key|secret|reference)$/.test(plain(name))

/** What the sandbox has said so far, by name, so that later requests can ask for what there is. */
export class Pool {
  readonly #values = new Map<string, (string | number)[]>()
  readonly #below: Pool | undefined

  /** `below` is what was known before; it is not changed. */
  constructor(below?: Pool) {
    this.#below = below
  }

  /** Takes up every scalar of an answer. `within` names what the answer is about: `customers`. */
  learn(value: unknown, within: string, name = ''): void {
    if (typeof value === 'string' || typeof value === 'number') {
      if (name !== '') this.#add(plain(name), value)
    } else if (Array.isArray(value)) {
      for (const item of value) this.learn(item, name || within, singular(name))
    } else if (typeof value === 'object' && value !== null) {
      for (const [field, inner] of Object.entries(value)) {
        if (plain(field) === 'id' && (typeof inner === 'string' || typeof inner === 'number')) {
          for (const owner of [within, name]) this.#add(idOf(owner), inner)
        }
        this.learn(inner, within, field)
      }
    }
  }

  /** A value that was said under the name; undefined when there was none. The newest is the likeliest. */
  lend({ names, pick }: Borrowed, avoided: ReadonlySet<unknown> = new Set()): string | number | undefined {
    const all = this.all(names)
    const better = avoided.size > 0 ? all.filter((value) => !avoided.has(String(value))) : all
    const known = better.length > 0 ? better : all
    return pick % 3 === 0 ? known.at(-1) : known[pick % known.length]
  }

  *everything(): Generator<string | number> {
    for (const values of this.#values.values()) yield* values
  }

  /** Everything that was said under the first of the names that was used at all. */
  all(names: readonly string[]): (string | number)[] {
    return names.map((name) => this.#all(name)).find((values) => values.length > 0) ?? []
  }

  #all(name: string): (string | number)[] {
    const below = this.#below ? this.#below.#all(name) : []
    return [...below, ...(this.#values.get(name) ?? [])]
  }

  #add(name: string, value: string | number): void {
    const values = this.#values.get(name) ?? []
    this.#values.set(name, [...values.filter((known) => known !== value), value].slice(-KEPT))
  }
}

import type { Operation } from '../../../src/contract/contract.ts'
import type { Vendor } from '../../../src/vendors/vendor.ts'
import type { Target } from './catalogue.ts'
import type { Concrete } from './concrete.ts'
import type { Fuzzer } from './fuzzer.ts'
import { documentOf } from './makers.ts'
import { isReference, namesInPath, Pool } from './pool.ts'
import type { Answer } from './verdict.ts'

/** How many documents are kept under one schema, and how many addresses in one list. */
const KEPT = 8

/** A larger document is not learned from as a whole. */
const LONGEST = 200_000

/** Who was told what. `found` is the operation that answered. */
type Told = { sent: Concrete; answer: Answer; found: Operation | undefined; tenant: number }

/** What one sequence has been told, on top of what everybody knows: the seeded rows and the words of the contract. */
export class Memory {
  readonly #fuzzer: Fuzzer
  readonly #pools = new Map<string, Pool>()
  readonly #addresses = new Map<string, Record<string, string>[]>()
  readonly #links = new Map<string, string>()
  readonly #documents = new Map<string, string[]>()

  constructor(fuzzer: Fuzzer) {
    this.#fuzzer = fuzzer
  }

  /** What one tenant of a vendor has been told; without a vendor, what the control API has said. */
  poolOf(vendor: Vendor | undefined, tenant: number): Pool {
    const name = vendor ? `${vendor.name} ${vendor.tenants[tenant]?.name}` : ''
    const found = this.#pools.get(name)
    if (found) return found
    const made = new Pool(this.#fuzzer.known(name))
    this.#pools.set(name, made)
    return made
  }

  learn({ sent, answer, found, tenant }: Told): void {
    const { id } = sent
    const { status, json, text } = answer
    if (!found || status >= 300 || json === undefined || text.length > LONGEST) return
    const { vendor, resource } = this.#fuzzer.target(found.id)
    const pool = this.poolOf(vendor, tenant)
    pool.learn(json, resource)
    this.#learnAddresses(found, sent, json)
    for (const [, link = ''] of text.matchAll(/"http:\/\/localhost:4010(?:\/@[^/"]+)?([^"]+)/g)) {
      const led = this.#fuzzer.locate(link)
      if (led) this.#links.set(led.operation.id, link)
    }
    const schema = status === found.status ? documentOf(found, this.#fuzzer.document) : undefined
    if (schema === undefined || id !== found.id) return
    this.#documents.set(schema, [...(this.#documents.get(schema) ?? []), text].slice(-KEPT))
  }

  /** The last link that was given for an operation. */
  linkTo(id: string): string | undefined {
    return this.#links.get(id)
  }

  /** Values for the parameters in a path that belong together; those that are not known to be at home anywhere lack. */
  address({ operation }: Target, pick: number): Record<string, string> {
    const parents = this.#fuzzer.parentsOf(operation)
    const known = parents.flatMap((parent) => this.#addresses.get(parent) ?? [])
    return known[pick % known.length] ?? {}
  }

  /** What is in a list is at home where the list is: a subsession in its session. */
  #learnAddresses(found: Operation, { method, target }: Concrete, json: unknown): void {
    const { child, params } = this.#fuzzer.childOf(found, method, target)
    if (child === undefined) return
    const inner = new Pool()
    inner.learn(json, this.#fuzzer.target(found.id).resource)
    const named = inner.all(namesInPath(child.parameter, child.within))
    const ids = named.length > 0 ? named : ownIds(json)
    const before = this.#addresses.get(found.path) ?? []
    const news = ids.map((id) => ({ ...params, [child.parameter]: String(id) }))
    this.#addresses.set(found.path, [...before, ...news].slice(-KEPT))
  }

  /** A document that was answered under a schema. */
  document(schema: string, pick: number): string | undefined {
    const known = this.#documents.get(schema)
    return known?.[pick % known.length]
  }
}

/** What an answer, or each item of its list, is called: its first field that is an id. */
function ownIds(json: unknown): unknown[] {
  if (typeof json !== 'object' || json === null) return []
  const { data = json } = json as { data?: unknown }
  const list = Array.isArray(data) ? data : Object.values(data ?? {}).find((value) => Array.isArray(value))
  return (list ?? [data]).flatMap((item: unknown) =>
    Object.entries(typeof item === 'object' && item !== null ? item : {})
      .filter(([name, value]) => isReference(name) && typeof value === 'string')
      .slice(0, 1)
      .map(([, value]): unknown => value),
  )
}

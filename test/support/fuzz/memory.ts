import type { Operation } from '../../../src/contract/contract.ts'
import type { Vendor } from '../../../src/vendors/vendor.ts'
import { Associations } from './associations.ts'
import type { Target } from './catalogue.ts'
import type { Concrete } from './concrete.ts'
import type { Fuzzer } from './fuzzer.ts'
import { isReference, namesInPath, Pool } from './pool.ts'
import { documentOf } from './success.ts'
import type { Answer } from './verdict.ts'

/** How many documents are kept under one schema, and how many addresses in one list. */
const KEPT = 8

/** What is longer, in characters, is everything there is, and says nothing in particular. */
const LONGEST = 50_000

/** Who was told what. `found` is the operation that answered. */
type Told = { sent: Concrete; answer: Answer; found: Operation | undefined; tenant: number }

/** What one sequence has been told, on top of what everybody knows: the seeded rows and the words of the contract. */
export class Memory {
  readonly #fuzzer: Fuzzer
  readonly #pools = new Map<string, Pool>()
  readonly #addresses = new Map<string, Record<string, string>[]>()
  readonly #links = new Map<string, string>()
  readonly #documents = new Map<string, string[]>()
  readonly #associations = new Map<string, Associations>()
  /** By operation, what it was refused for, perhaps. */
  readonly #refused = new Map<string, Set<string>>()

  constructor(fuzzer: Fuzzer) {
    this.#fuzzer = fuzzer
  }

  /** What one tenant of a vendor has been told; without a vendor, what the control API has said. */
  poolOf(vendor: Vendor | undefined, tenant: number): Pool {
    const name = nameOf(vendor, tenant)
    const found = this.#pools.get(name)
    if (found) return found
    const made = new Pool(this.#fuzzer.known(name).pool)
    this.#pools.set(name, made)
    return made
  }

  /** What belongs together of that. */
  associationsOf(vendor: Vendor | undefined, tenant: number): Associations {
    const name = nameOf(vendor, tenant)
    const found = this.#associations.get(name)
    if (found) return found
    const made = new Associations(this.#fuzzer.known(name).associations)
    this.#associations.set(name, made)
    return made
  }

  /** Values in the path with which an operation has been refused, since it was last taken. */
  refusedBy({ operation }: Target): ReadonlySet<string> {
    return this.#refused.get(operation.id) ?? new Set()
  }

  learn({ sent, answer, found, tenant }: Told): void {
    if (!found) return
    const { status, json, text } = answer
    const params = this.#fuzzer.locate(sent.target, sent.method)?.params ?? {}
    this.#judge(found, status, Object.values(params))
    if (status >= 300 || json === undefined) return
    const schema = status === found.status ? documentOf(found, this.#fuzzer.document) : undefined
    if (schema !== undefined && sent.id === found.id)
      this.#documents.set(schema, [...(this.#documents.get(schema) ?? []), text].slice(-KEPT))
    if (text.length > LONGEST) return
    const { vendor, resource } = this.#fuzzer.target(found.id)
    this.poolOf(vendor, tenant).learn(json, resource)
    this.associationsOf(vendor, tenant).learn(json, resource, params)
    this.#learnAddresses(found, params, json)
    for (const [, link = ''] of text.matchAll(/"http:\/\/localhost:4010(?:\/@[^/"]+)?([^"]+)/g)) {
      for (const method of ['GET', 'PUT']) {
        const led = this.#fuzzer.locate(link, method)
        if (!led) continue
        this.#links.set(led.operation.id, link)
        this.#fuzzer.makers.ledTo(led.operation, this.#fuzzer.target(found.id))
      }
    }
  }

  #judge({ id }: Operation, status: number, values: readonly string[]): void {
    const refused = this.#refused.get(id) ?? new Set()
    if (status < 300) for (const value of values) refused.delete(value)
    else if ([400, 403, 404, 409, 422].includes(status)) for (const value of values) refused.add(value)
    this.#refused.set(id, refused)
  }

  /** The last link that was given for an operation. */
  linkTo(id: string): string | undefined {
    return this.#links.get(id)
  }

  /** Values for the parameters in a path that belong together; those that are not known to be at home anywhere lack. */
  address(target: Target, pick: number): Record<string, string> {
    const parents = this.#fuzzer.parentsOf(target.operation)
    const refused = this.refusedBy(target)
    const all = parents.flatMap((parent) => this.#addresses.get(parent) ?? [])
    const better = all.filter((address) => !Object.values(address).some((value) => refused.has(value)))
    const known = better.length > 0 ? better : all
    return known[pick % known.length] ?? {}
  }

  /** What is in a list is at home where the list is: a subsession in its session. */
  #learnAddresses(found: Operation, params: Record<string, string>, json: unknown): void {
    const child = this.#fuzzer.childOf(found)
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

const nameOf = (vendor: Vendor | undefined, tenant: number): string =>
  vendor ? `${vendor.name} ${vendor.tenants[tenant]?.name}` : ''

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

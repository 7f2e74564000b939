import fc from 'fast-check'
import type { Operation } from '../../../src/contract/contract.ts'
import { type Document, pointedAt } from '../../../src/contract/document.ts'
import type { Target } from './catalogue.ts'
import { careful } from './mix.ts'
import { isReference, namesOf } from './pool.ts'
import { type Planned, requests } from './requests.ts'
import { alternatives, type Schema } from './schema.ts'
import { documentOf, successOf } from './success.ts'
import type { Borrowed } from './template.ts'

/** How many requests are made up for each operation that makes something. */
const KEPT = 40

/** How deep an answer is looked into. */
const DEEPEST = 8

/** What has to be asked before something can be named: whoever answers with a payment's id, for the id of a payment. */
export class Makers {
  readonly #plans = new Map<Target, Planned[]>()
  /** By operation, who has given links to it. */
  readonly #givers = new Map<string, Target[]>()
  /** Who makes a parameter, by operation and name. */
  readonly #known = new Map<string, Target[]>()
  readonly #targets: readonly Target[]
  readonly #document: Document
  /** Who answers with something of this name, by vendor and name. */
  readonly #answering = new Map<string, Target[]>()

  constructor(targets: readonly Target[], document: Document) {
    this.#targets = targets
    this.#document = document
    for (const target of targets) {
      for (const name of this.#answered(target)) {
        const key = `${target.vendor?.name} ${name}`
        this.#answering.set(key, [...(this.#answering.get(key) ?? []), target])
      }
    }
  }

  /** A request that makes, or shows, what `parameter` in the path of an operation is to name. */
  ofParameter(target: Target, parameter: string, { pick }: Borrowed): Planned | undefined {
    return this.#one(this.#makingParameter(target, parameter), pick)
  }

  /** The same for what is named in a body. */
  ofName(target: Target, { names, pick }: Borrowed): Planned | undefined {
    return this.#one(this.#makingName(target, names[0] ?? ''), pick)
  }

  /** Hears that the answer of `giver` led to an operation. */
  ledTo(operation: Operation, giver: Target): void {
    const givers = this.#givers.get(operation.id) ?? []
    if (!givers.includes(giver)) this.#givers.set(operation.id, [...givers, giver])
  }

  /** A request whose answer has led to an operation before. */
  ofLink({ operation }: Target, pick: number): Planned | undefined {
    return this.#one(this.#givers.get(operation.id) ?? [], pick)
  }

  /** A request whose answer is a document under this schema. */
  ofDocument(schema: string, pick: number): Planned | undefined {
    return this.#one(this.#answeringDocument(schema), pick)
  }

  /**
   * The operations that an operation has to do with: those of its resource, those of whatever it needs to be named, and
   * those that write and need the same.
   */
  relatives(target: Target): Target[] {
    const resources = new Set([target, ...this.#making(target)].map(({ resource }) => resource))
    return this.#targets.filter((other) => {
      if (other.vendor !== target.vendor) return false
      if (resources.has(other.resource) || sharesParameter(other, target)) return true
      return other.operation.method === 'post' && this.#making(other).some(({ resource }) => resources.has(resource))
    })
  }

  /** Whoever has to be asked first, in one way or another. */
  #making(target: Target): Target[] {
    const { body } = target.operation
    const pointers = [...(body?.schemas.values() ?? [])]
    const named = pointers.flatMap((pointer) =>
      alternatives({ $ref: `#${pointer}` }, this.#document).flatMap(({ properties = {} }) => Object.keys(properties)),
    )
    return [
      ...inPath(target).map((name) => this.#makingParameter(target, name)),
      ...named.map((name) => this.#makingName(target, namesOf(name, '')[0] ?? '')),
      ...pointers.map((pointer) => {
        const { $ref } = pointedAt(this.#document, pointer) as Schema
        return $ref === undefined ? [] : this.#answeringDocument($ref)
      }),
    ].flat()
  }

  #makingParameter(target: Target, parameter: string): Target[] {
    const key = `${target.operation.id} ${parameter}`
    const found = this.#known.get(key) ?? this.#findMaking(target, parameter)
    this.#known.set(key, found)
    return found
  }

  #findMaking({ operation, vendor }: Target, parameter: string): Target[] {
    const path = operation.path.split(`/{${parameter}}`)[0]
    const near = this.#targets.filter((target) => target.vendor === vendor && target.operation.path === path)
    const making = near.filter((target) => target.operation.method === 'post')
    const listing = near.filter((target) => target.operation.method === 'get')
    const all = [...making, ...listing.flatMap((target) => this.#thatAnswerLike(target))]
    if (near.length === 0) return this.#makingName({ vendor }, namesOf(parameter, '')[0] ?? '')
    return making.length > 0 ? all : [...all, ...listing]
  }

  #answeringDocument(schema: string): Target[] {
    return this.#targets.filter((target) => documentOf(target.operation, this.#document) === schema)
  }

  #makingName({ vendor }: Pick<Target, 'vendor'>, name: string): Target[] {
    const found = isReference(name) ? (this.#answering.get(`${vendor?.name} ${name}`) ?? []) : []
    return found.filter(({ operation }) => operation.method === 'post')
  }

  #one(targets: readonly Target[], pick: number): Planned | undefined {
    const target = targets[pick % targets.length]
    if (!target) return undefined
    const plans = this.#plans.get(target) ?? this.#made(target)
    return plans[pick % plans.length]
  }

  #made(target: Target): Planned[] {
    const plans = fc.sample(requests(target, this.#document, careful), { seed: 1, numRuns: KEPT })
    this.#plans.set(target, plans)
    return plans
  }

  /** Who answers with what another one lists, and writes. */
  #thatAnswerLike(listing: Target): Target[] {
    const listed = this.#components(listing)
    return this.#targets.filter(
      (target) =>
        target.vendor === listing.vendor &&
        target.operation.method !== 'get' &&
        target.resource !== listing.resource &&
        [...this.#components(target)].some((name) => listed.has(name)),
    )
  }

  /** Schemas with an id of their own that an answer is made of. */
  #components(target: Target): Set<string> {
    const found = new Set<string>()
    this.#walk(successOf(target), DEEPEST, (schema, reference) => {
      if (reference !== undefined && schema.properties?.id) found.add(reference)
    })
    return found
  }

  /** Names in an answer. */
  #answered(target: Target): Set<string> {
    const found = new Set<string>()
    this.#walk(successOf(target), DEEPEST, (schema) => {
      for (const field of Object.keys(schema.properties ?? {})) {
        for (const name of namesOf(field, field === 'id' ? target.resource : '')) found.add(name)
      }
    })
    return found
  }

  #walk(schema: Schema, depth: number, visit: (schema: Schema, reference: string | undefined) => void): void {
    const { $ref } = schema
    const here = $ref === undefined ? schema : (pointedAt(this.#document, $ref) as Schema)
    visit(here, $ref)
    if (depth === 0) return
    if (here.$ref !== undefined) return this.#walk({ $ref: here.$ref }, depth - 1, visit)
    const inner = [
      ...Object.values(here.properties ?? {}),
      ...(here.allOf ?? []),
      ...(here.anyOf ?? []),
      ...(here.oneOf ?? []),
    ]
    for (const part of here.items ? [...inner, here.items] : inner) this.#walk(part, depth - 1, visit)
  }
}

/** Whether both have a parameter in their paths that means the same, as its name says. */
const sharesParameter = (one: Target, other: Target): boolean =>
  inPath(one).some((name) => name !== 'id' && inPath(other).includes(name))

const inPath = ({ operation: { parameters } }: Target): string[] =>
  parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)

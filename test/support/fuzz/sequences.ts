import fc from 'fast-check'
import type { Document } from '../../../src/contract/document.ts'
import type { Target } from './catalogue.ts'
import { reckless, wild } from './mix.ts'
import { type Planned, requests } from './requests.ts'
import type { Rules } from './rules.ts'

/** The longest sequence. */
const LENGTH = 100

/** Sequences of requests to one sandbox, in which what one request makes the next ones meet. */
export class Sequences {
  readonly #targets: readonly Target[]
  readonly #document: Document
  readonly #rare: Rules['rare']
  readonly #plans: ReadonlyMap<Target, fc.Arbitrary<Planned>>

  constructor(targets: readonly Target[], document: Document, { rare }: Rules) {
    this.#targets = targets
    this.#document = document
    this.#rare = rare
    this.#plans = new Map(targets.map((target) => [target, requests(target, document, wild)]))
  }

  /**
   * Each has a theme: all of a vendor, or what one of its resources is about. The control API takes part in every one,
   * and is a theme of its own.
   */
  all(): fc.Arbitrary<Planned[]> {
    const controls = this.#of(this.#targets.filter(({ vendor }) => !vendor))
    const vendors = [...new Set(this.#targets.map(({ vendor }) => vendor))]
    const themes = vendors.flatMap((vendor) => {
      const own = this.#targets.filter((target) => target.vendor === vendor)
      const resources = [...new Set(own.map(({ resource }) => resource))]
      const about = resources.map((resource) => own.filter((target) => target.resource === resource))
      return [own, ...about].map((chosen) => ({ chosen, own }))
    })
    return fc.oneof(
      ...themes.map(({ chosen, own }) => ({
        weight: chosen.length + 1,
        arbitrary: sequence([12, this.#of(chosen)], [4, this.#of(own)], [1, controls]),
      })),
    )
  }

  /** Sequences about one operation, and `relatives`, those that it has to do with. */
  about(target: Target, relatives: readonly Target[]): fc.Arbitrary<Planned[]> {
    const others = this.#targets.filter(({ vendor }) => vendor === target.vendor || !target.vendor)
    return sequence([4, this.#of([target])], [6, this.#of(relatives)], [2, this.#of(others)])
  }

  /** Sequences of one operation, most of whose requests are to be refused. */
  against(target: Target): fc.Arbitrary<Planned[]> {
    return fc.array(requests(target, this.#document, reckless), { minLength: 1, maxLength: 10, size: 'max' })
  }

  #of(chosen: readonly Target[]): fc.Arbitrary<Planned> {
    return fc.oneof(
      ...chosen.flatMap((target) => {
        const arbitrary = this.#plans.get(target)
        return arbitrary ? [{ weight: this.#weightOf(target), arbitrary }] : []
      }),
    )
  }

  /** What is made first is there for the others. */
  #weightOf(target: Target): number {
    return this.#rare.has(target.operation.id) ? 1 : makesRows(target) ? 50 : 10
  }
}

function sequence(...steps: [weight: number, step: fc.Arbitrary<Planned>][]): fc.Arbitrary<Planned[]> {
  const step = fc.oneof(...steps.map(([weight, arbitrary]) => ({ weight, arbitrary })))
  return fc.array(step, { minLength: 1, maxLength: LENGTH, size: 'max' })
}

const makesRows = ({ operation: { method, path } }: Target): boolean =>
  method === 'post' && !/\{[^/]+\}\/[^/]+$|\}$/.test(path)

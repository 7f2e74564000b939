import fc from 'fast-check'
import type { Document } from '../../../src/contract/document.ts'
import { bodies, type PlannedBody } from './bodies.ts'
import type { Target } from './catalogue.ts'
import type { Mix } from './mix.ts'
import { Parameters } from './parameters.ts'
import type { Template } from './template.ts'

/** A request as it is planned. What it borrows from earlier answers is settled when it is sent. */
export type Planned = {
  /** The operation's id. */
  id: string
  path: Record<string, Template>
  query: [name: string, value: Template][]
  /** Put behind the query as it is. */
  tail: string
  headers: [name: string, value: Template][]
  who: Who
  body: PlannedBody
  /** Whether the vendor's own prefix is used, and not the one of the contract. */
  isShort: boolean
  /** Whether a link is followed that was given for this operation, if there is one. */
  follows: boolean
}

/** Whose credentials are sent, if they are. `pick` chooses among a tenant's. */
export type Who = { tenant: number; how: 'right' | 'none' | 'wrong' | 'earlier'; pick: number }

/** Requests for one operation, as near to what the contract takes as `mix` wants them. */
export function requests(target: Target, document: Document, mix: Mix): fc.Arbitrary<Planned> {
  const { operation } = target
  const parameters = new Parameters(operation, document, mix)
  return fc.record(
    {
      id: fc.constant(operation.id),
      path: parameters.path(),
      query: parameters.query(),
      tail: parameters.tail(),
      headers: parameters.headers(),
      who: who(mix),
      body: bodies(target, document, mix),
      isShort: fc.boolean(),
      follows: fc.boolean(),
    },
    { noNullPrototype: true },
  )
}

const who = (mix: Mix): fc.Arbitrary<Who> =>
  fc.record({
    tenant: mix(fc.constant(0), 6, fc.constant(1)),
    how: mix(fc.constant<Who['how']>('right'), 12, fc.constantFrom<Who['how'][]>('none', 'wrong', 'earlier')),
    pick: fc.nat(99),
  })

import { createHash } from 'node:crypto'
import { Reply } from '../../contract/reply.ts'
import { collection, type Draft, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { isJsonObject } from '../../core/json-object.ts'
import { Problem } from '../../core/problem.ts'
import type { OakContext, OakHandlers } from './operations/handlers.ts'
import { tenantOf } from './tenants.ts'

/** How long an answer is kept for a request that comes again, in ms. It is not published. */
const KEPT_FOR = 24 * 3600 * 1000

/** How many of the oldest answers are looked at when one is added. */
const LOOKED_AT = 100

/** What was answered to a request with an `Idempotency-Key`; the id stands for the merchant and the key. */
export type KeptAnswer = Row & {
  /** Of the operation, the path and the body: the bodies themselves may hold card numbers. */
  readonly fingerprint: string
  readonly status: number | null
  readonly body: unknown
  readonly created_at: Instant
}

export const keptAnswers = collection<KeptAnswer>()('oak.keptAnswers', {})

type Input = { params: object; headers?: object; body?: unknown }
type Handle = (input: Input, context: OakContext) => unknown

/**
 * The same handlers, which answer a request that comes again under its `Idempotency-Key` as they did the first time,
 * where the contract knows that header. They throw a Problem when the key comes with another request. What was refused
 * was not kept.
 */
export function idempotently(handlers: OakHandlers): OakHandlers {
  const wrapped = Object.entries(handlers).map(([name, handle]) => [name, once(name, handle as Handle)] as const)
  // What comes back for a name was made by the handler of that name; the store only knows that it is JSON.
  return Object.fromEntries(wrapped) as unknown as OakHandlers
}

const once =
  (operation: string, handle: Handle): Handle =>
  (input, context) => {
    const given = isJsonObject(input.headers) ? input.headers['idempotency-key'] : undefined
    if (typeof given !== 'string') return handle(input, context)
    const id = hash([tenantOf(context), given])
    const fingerprint = hash([operation, input.params, input.body])
    const before = keptAnswer(id, context)
    if (before) return again(before, fingerprint)
    const result = handle(input, context)
    const { status, body } = isReply(result) ? result : { status: null, body: result }
    context.db.table(keptAnswers).insert({ id, fingerprint, status, body, created_at: context.now.toISOString() })
    return result
  }

const isReply = (result: unknown): result is Reply => result instanceof Reply

function again({ fingerprint, status, body }: KeptAnswer, wanted: string): unknown {
  if (fingerprint === wanted) return status === null ? body : new Reply(status, body)
  const message = 'Idempotency-Key was used with another request'
  throw new Problem('duplicate', message, {
    faults: [{ kind: 'invalid', in: 'header', field: 'idempotency-key', message }],
  })
}

/** What is kept for this key; what is too old is thrown away on the occasion. */
function keptAnswer(id: string, { db, now }: { db: Draft; now: Date }): KeptAnswer | undefined {
  const table = db.table(keptAnswers)
  const isOver = (row: KeptAnswer): boolean => Date.parse(row.created_at) + KEPT_FOR <= now.getTime()
  for (const row of table.all().slice(0, LOOKED_AT)) if (isOver(row)) table.remove(row.id)
  const found = table.get(id)
  if (!found || !isOver(found)) return found
  table.remove(id)
  return undefined
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex')

/** The same object in another order of its keys is the same request. */
function inOrder(_: string, value: unknown): unknown {
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value
}

import type { Reader } from '../../../core/collection.ts'
import { fieldProblem, Problem } from '../../../core/problem.ts'
import { takenFailure, UNNAMED_FAILURE } from '../failure.ts'
import { begun, type Movement, type MovementType, movements, presentMovement } from '../movement.ts'
import { begin, decide, tellAgain } from '../moving.ts'
import { oneOf } from '../one-of.ts'
import { notFound, ownRow } from '../own-row.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

type Input = { body: Parameters<typeof begun>[1] }

/** The answer to a movement of money that begins. */
function started(type: Exclude<MovementType, 'installment'>, { body }: Input, context: OakContext) {
  const { db, now, random } = context
  const tenant = tenantOf(context)
  const birth = { id: random.uuid(), tenant, fate: takenFailure(tenant, type, db), now }
  const movement = begin(begun(type, body, birth, db), context)
  return { msg: 'Transaction was Initiated Successfully!', data: presentMovement(movement) }
}

function transferOf(tenant: string, id: string, reader: Reader): Movement {
  const transfer = ownRow({ rows: movements, prefix: 'trf', field: 'id' }, { tenant, id }, reader)
  if (transfer.type !== 'transfer') throw notFound()
  return transfer
}

export const movementHandlers = {
  createTransfer: (input, context) => started('transfer', input, context),
  createPayout: (input, context) => started('payout', input, context),
  createBuy: (input, context) => started('buy', input, context),
  createSell: (input, context) => started('sell', input, context),

  sendTransferWebhook({ body }, context) {
    const id = body.id ?? body.transfer_id
    if (id === undefined) throw fieldProblem('missing', 'id', 'id is required')
    const transfer = transferOf(tenantOf(context), id, context.db)
    const { status } = transfer
    const wanted = body.status === undefined ? undefined : oneOf(['succeeded', 'failed'], body.status, 'status')
    if (transfer.due_at !== null) decide(transfer, wanted === 'failed' ? UNNAMED_FAILURE : null, context)
    else if (wanted === undefined || wanted === status) tellAgain(transfer, context)
    else throw new Problem('state', `The transfer has ${status} already`)
    return { msg: 'webhook sent successfully', data: null }
  },
} satisfies Partial<OakHandlers>

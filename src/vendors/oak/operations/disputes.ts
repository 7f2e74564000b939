import { Reply } from '../../../contract/reply.ts'
import {
  anyonesDispute,
  closedDispute,
  type Dispute,
  decidedDispute,
  disputeOf,
  disputes,
  openedDispute,
  presentDispute,
  submittedDispute,
  withEvidence,
} from '../dispute.ts'
import { pageOf } from '../page.ts'
import { perform, reinstate, tellMoney } from '../paying.ts'
import { anyonesPayment } from '../payment.ts'
import { tenantOf } from '../tenants.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

/** Stores a dispute that has changed, says so, and answers with it. */
function changed(
  dispute: Dispute,
  event: 'payment.dispute.updated' | 'payment.dispute.closed',
  msg: string,
  context: OakContext,
) {
  const data = presentDispute(context.db.table(disputes).replace(dispute))
  tellMoney(context, dispute.tenant, event, data)
  return { msg, data }
}

export const disputeHandlers = {
  listDisputes({ query }, context) {
    const { rows, headers, ...page } = pageOf(context.db.table(disputes).where('byTenant', tenantOf(context)), query)
    return new Reply(200, { msg: 'disputes found', data: { ...page, dispute_list: rows.map(presentDispute) } }, headers)
  },

  setDisputeEvidence({ params, body }, context) {
    const before = disputeOf(tenantOf(context), params.dispute_id, context.db)
    const after = withEvidence(before, body, context.now)
    return changed(after, 'payment.dispute.updated', 'dispute evidence saved', context)
  },

  submitDispute({ params }, context) {
    const before = disputeOf(tenantOf(context), params.dispute_id, context.db)
    return changed(submittedDispute(before, context.now), 'payment.dispute.updated', 'dispute submitted', context)
  },

  closeDispute({ params }, context) {
    const before = disputeOf(tenantOf(context), params.dispute_id, context.db)
    const after = closedDispute(before, context.now)
    const answer = changed(after, 'payment.dispute.closed', 'dispute closed', context)
    tellMoney(context, after.tenant, 'payment.dispute.funds_withdrawn', answer.data)
    return answer
  },

  setDisputeOutcome({ params, body: { status } }, context) {
    const before = anyonesDispute(params.dispute_id, context.db)
    const { data } = changed(decidedDispute(before, status, context.now), 'payment.dispute.closed', '', context)
    const event = status === 'won' ? 'payment.dispute.funds_reinstated' : 'payment.dispute.funds_withdrawn'
    tellMoney(context, before.tenant, event, data)
    if (status === 'won') reinstate(anyonesPayment(data.payment_id, context.db), before.payment_status, context)
    return data
  },

  disputePayment({ params, body }, context) {
    const { db, now, random } = context
    const payment = anyonesPayment(params.payment_id, db)
    perform('dispute', payment, context)
    const dispute = openedDispute(payment, body?.reason ?? 'fraudulent', { id: random.uuid(), now })
    return presentDispute(db.table(disputes).insert(dispute))
  },
} satisfies Partial<OakHandlers>

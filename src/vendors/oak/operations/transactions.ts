import { Reply } from '../../../contract/reply.ts'
import { Problem } from '../../../core/problem.ts'
import { pageOf } from '../page.ts'
import { perform } from '../paying.ts'
import { paymentOf } from '../payment.ts'
import { tenantOf } from '../tenants.ts'
import { matchingTransactions, presentTransaction, transactionOf } from '../transaction.ts'
import type { OakHandlers } from './handlers.ts'

export const transactionHandlers = {
  listTransactions({ query }, context) {
    const found = matchingTransactions(query, tenantOf(context), context.db)
    const { rows, headers, ...page } = pageOf(found, query)
    const data = { ...page, transaction_list: rows.map(presentTransaction) }
    return new Reply(200, { msg: 'transactions found', data }, headers)
  },

  getTransaction({ params }, context) {
    const transaction = transactionOf(tenantOf(context), params.transaction_id, context.db)
    return { msg: 'transaction found', data: presentTransaction(transaction) }
  },

  settleTransaction({ params }, context) {
    const tenant = tenantOf(context)
    const { id, type, payment_id } = transactionOf(tenant, params.transaction_id, context.db)
    if (type !== 'payment' || payment_id === null) throw new Problem('state', `A ${type} is not settled`)
    perform('settle', paymentOf(tenant, payment_id, context.db), context)
    return { msg: 'transaction settled', data: presentTransaction(transactionOf(tenant, id, context.db)) }
  },
} satisfies Partial<OakHandlers>

import { disputes } from '../../../../src/vendors/oak/dispute.ts'
import { movements } from '../../../../src/vendors/oak/movement.ts'
import { payments } from '../../../../src/vendors/oak/payment.ts'
import { transactions } from '../../../../src/vendors/oak/transaction.ts'
import type { Invariant } from '../invariant.ts'

/** The transaction of a payment says what the payment says, and refunds add up. */
export const transactionsFollowPayments: Invariant = ({ store }) => {
  const all = [...store.table(transactions).all()]
  return [...store.table(payments).all()].flatMap((payment) => {
    const own = store.table(transactions).get(payment.transaction_id)
    const follows = own?.status === payment.status && own.amount === payment.amount && own.payment_id === payment.id
    const refunds = all.filter(
      ({ type, status, payment_id }) => type === 'refund' && status === 'succeeded' && payment_id === payment.id,
    )
    const refunded = refunds.reduce((total, { amount }) => total + amount, 0)
    return [
      ...(follows ? [] : [`payment ${payment.id} is ${payment.status}, and its transaction ${own?.status}`]),
      ...(refunded === payment.refunded_amount && refunded <= payment.amount
        ? []
        : [`payment ${payment.id} of ${payment.amount} has refunds of ${refunded}, not ${payment.refunded_amount}`]),
    ]
  })
}

/** The transaction of a transfer and its like says what the transfer says. */
export const transactionsFollowMovements: Invariant = ({ store }) =>
  [...store.table(movements).all()].flatMap(({ id, status, amount }) => {
    const own = store.table(transactions).get(id)
    return own?.status === status && own.amount === amount
      ? []
      : [`movement ${id} is ${status}, and its transaction ${own?.status}`]
  })

/** A dispute is of a payment. */
export const disputesHavePayments: Invariant = ({ store }) =>
  [...store.table(disputes).all()]
    .filter(({ payment_id }) => !store.table(payments).get(payment_id))
    .map(({ id }) => `dispute ${id} is of no payment`)

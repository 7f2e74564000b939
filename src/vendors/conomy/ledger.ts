import type { Draft } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { type Account, accounts } from './account.ts'
import { toInstant } from './instant.ts'
import { compare, minus, plus } from './money.ts'
import type { Leg, Payment } from './payment.ts'

type Desk = { db: Draft; now: Date }

/**
 * Sets aside what the givers of a payment will give. Throws a Problem of kind `state` when one has not enough
 * available, so that no balance ever becomes negative.
 */
export function reserve({ givers }: Payment, desk: Desk): void {
  for (const leg of givers) {
    change(leg, desk, (account) => {
      if (compare(account.availableFunds, leg.amount) < 0) {
        throw new Problem(
          'state',
          `Account ${account.accountNumber} has ${account.availableFunds} available, not ${leg.amount}`,
        )
      }
      return { ...account, availableFunds: minus(account.availableFunds, leg.amount) }
    })
  }
}

/** Gives back what was set aside, if the money has not moved. */
export function release(payment: Payment, desk: Desk): void {
  if (payment.hasMoved) return
  for (const leg of payment.givers) {
    change(leg, desk, (account) => ({ ...account, availableFunds: plus(account.availableFunds, leg.amount) }))
  }
}

/** Takes from the givers what was set aside and gives to the takers. Once: a payment that has moved stays as it is. */
export function move(payment: Payment, desk: Desk): Payment {
  if (payment.hasMoved) return payment
  for (const leg of payment.givers) {
    change(leg, desk, (account) => ({ ...account, balance: minus(account.balance, leg.amount) }))
  }
  for (const leg of payment.takers) {
    change(leg, desk, (account) => ({
      ...account,
      balance: plus(account.balance, leg.amount),
      availableFunds: plus(account.availableFunds, leg.amount),
    }))
  }
  return { ...payment, hasMoved: true }
}

function change({ accountId }: Leg, { db, now }: Desk, after: (account: Account) => Account): void {
  const account = db.table(accounts).get(accountId)
  if (!account) throw new Problem('state', `Account ${accountId} of this payment does not exist any more`)
  db.table(accounts).replace({ ...after(account), updatedAt: toInstant(now) })
}

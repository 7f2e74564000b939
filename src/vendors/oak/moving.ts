import type { Alarm, Alarms } from '../vendor.ts'
import { give, take } from './account.ts'
import { advanced, eventOf, failed, type Movement, movements, presentMovement } from './movement.ts'
import type { OakContext } from './operations/handlers.ts'
import { tellMoney } from './paying.ts'
import { countInstallment } from './subscription.ts'
import { transactionOfMovement, transactions } from './transaction.ts'

type Desk = Pick<OakContext, 'db' | 'now' | 'random' | 'emit' | 'setAlarm'>

/** Of these, the amount is taken from the source customer's account. A purchase is paid for from outside. */
const HOLDING: ReadonlySet<Movement['type']> = new Set(['transfer', 'payout', 'sell'])

/** Stores a new movement with its transaction, takes its amount, and says so. Throws as `take` does. */
export function begin(wanted: Movement, desk: Desk): Movement {
  const { customer } = wanted.source
  const account_id = customer && HOLDING.has(wanted.type) ? take(customer.id, wanted, desk) : null
  const movement = desk.db.table(movements).insert({ ...wanted, is_held: account_id !== null, account_id })
  desk.db.table(transactions).insert(transactionOfMovement(movement))
  return followed(movement, desk)
}

/** Lets a movement succeed, all the way, or fail with an error. Throws a Problem of kind `state` when it is decided. */
export function decide(movement: Movement, error: string | null, desk: Desk): Movement {
  if (error !== null) return step(failed(movement, error, desk.now), desk)
  const after = step(advanced(movement, desk.now), desk)
  return after.due_at === null ? after : decide(after, null, desk)
}

/** Sends the event that says what a movement is. */
export function tellAgain(movement: Movement, desk: Desk): void {
  const event = eventOf(movement)
  if (event !== undefined) tellMoney(desk, movement.tenant, event, presentMovement(movement))
}

/** When the next step of a movement is done; nothing when none is to come. */
const alarmsOf = ({ id, type, due_at }: Movement): Alarm[] =>
  due_at === null ? [] : [{ row: id, at: new Date(due_at), what: `${type} ${id} goes on` }]

export const movementAlarms: Alarms = {
  pending: (db) => [...db.table(movements).where('byProgress', 'under way')].flatMap(alarmsOf),

  ring(id, context) {
    const movement = context.db.table(movements).get(id)
    if (!movement) return false
    const [alarm] = alarmsOf(movement)
    if (!alarm || alarm.at > context.now) return false
    const { fate } = movement
    step(fate === null ? advanced(movement, context.now) : failed(movement, fate, context.now), context)
    return true
  },
}

/** Stores a movement that has gone on, moves its money, and says so. */
function step(movement: Movement, desk: Desk): Movement {
  const { type, status, source, destination, subscription_id, is_held, account_id } = movement
  if (status === 'failed' && is_held && source.customer) give(source.customer.id, movement, desk, account_id)
  if (status === 'succeeded' && type === 'transfer' && destination.customer) {
    give(destination.customer.id, movement, desk)
  }
  if (status === 'succeeded' && subscription_id !== null) countInstallment(subscription_id, desk)
  desk.db.table(movements).replace(movement)
  desk.db.table(transactions).replace(transactionOfMovement(movement))
  return followed(movement, desk)
}

function followed(movement: Movement, desk: Desk): Movement {
  tellAgain(movement, desk)
  for (const alarm of alarmsOf(movement)) desk.setAlarm(alarm)
  return movement
}

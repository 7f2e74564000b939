import { isDeepStrictEqual } from 'node:util'
import type { Alarm, Alarms } from '../vendor.ts'
import { type Customer, customers, touched } from './customer.ts'
import { registrationData, tell } from './events.ts'
import { wishedAtFirst, wishedAtLast, wishFor } from './magic.ts'
import type { OakContext } from './operations/handlers.ts'
import { platformsOf } from './present-customer.ts'
import type { Provider, Role } from './provider.ts'
import { firstResponse, firstStatus } from './provider-rules.ts'
import { decided, opened, type Registration, registrationAt, registrations } from './registration.ts'
import { REGISTRATION_EVENT_OF } from './registration-status.ts'

type Desk = Pick<OakContext, 'db' | 'now' | 'random' | 'emit' | 'setAlarm'>
type Wanted = { provider: Provider; role: Role }

/** Makes a change to a customer's registrations. One that shows on the customer is a change of the customer, too. */
export function counted<T>(customerId: string, { db, now }: Pick<Desk, 'db' | 'now'>, change: () => T): T {
  const before = platformsOf(customerId, db)
  const made = change()
  const customer = db.table(customers).get(customerId)
  const isSeen = !isDeepStrictEqual(platformsOf(customerId, db), before)
  if (customer && isSeen) db.table(customers).replace(touched(customer, now))
  return made
}

/** The customer's registration at a provider in a role; a new one, not submitted, where there is none. */
export function registrationFor(
  customer: Customer,
  { provider, role }: Wanted,
  { db, now, random }: Desk,
): Registration {
  const place = { tenant: customer.tenant, customer_id: customer.id, provider, target_role: role }
  return registrationAt(place, db) ?? db.table(registrations).insert(opened(place, { id: random.uuid(), now }))
}

/** Hands a registration to its provider, and says so; what the provider makes of it at once is said too. */
export function submit(row: Registration, data: Registration['provider_data'], desk: Desk): Registration {
  const { db, now } = desk
  const told = { ...row, provider_data: data ?? row.provider_data }
  settle(decided(told, 'submitted', now), desk)
  const wish = wishFor(told, db)
  return settle(wish ? wishedAtFirst(told, wish, now) : decidedByProvider(told, now), desk)
}

function decidedByProvider(row: Registration, now: Date): Registration {
  const { id, provider, target_role } = row
  const provider_response = firstResponse(provider, target_role, { id, now })
  return decided(row, firstStatus(provider, target_role), now, { provider_response })
}

/** Stores a registration and sends the event of its status. */
export function settle(row: Registration, desk: Desk): Registration {
  desk.db.table(registrations).replace(row)
  for (const alarm of alarmsOf(row)) desk.setAlarm(alarm)
  tell(desk, row.tenant, REGISTRATION_EVENT_OF[row.status], registrationData(row, ['status']))
  return row
}

/** When a registration is decided that was put off; nothing when it was not, or is decided. */
const alarmsOf = ({ id, due_at = null }: Registration): Alarm[] =>
  due_at === null ? [] : [{ row: id, at: new Date(due_at), what: `registration ${id} is decided` }]

/** Of the registrations that an e-mail has put off. What the customer's e-mail is in the end decides. */
export const registrationAlarms: Alarms = {
  pending: (db) => [...db.table(registrations).all()].flatMap(alarmsOf),

  ring(id, context) {
    const { db, now } = context
    const row = db.table(registrations).get(id)
    if (!row || !alarmsOf(row).some(({ at }) => at <= now)) return false
    const after = wishedAtLast(row, wishFor(row, db), now)
    if (after.status === row.status) db.table(registrations).replace(after)
    else counted(row.customer_id, context, () => settle(after, context))
    return true
  },
}

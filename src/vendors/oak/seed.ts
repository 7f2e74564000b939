import { toCollections } from '../../core/data-file.ts'
import type { Seed } from '../vendor.ts'
import { customers } from './customer.ts'
import { payments } from './payment.ts'
import { paymentMethods } from './payment-method.ts'
import { registrations } from './registration.ts'
import { seededPerson } from './seeded-person.ts'
import { oakTenants } from './tenants.ts'
import { transactionOfPayment, transactions } from './transaction.ts'

/** How many customers the demo merchant and the other one get beside the fixtures. */
const CUSTOMERS_PER_TENANT = [16, 6]

/** The fixtures, which are the newest rows, and before them customers of several countries for both merchants. */
export async function loadSeed(): Promise<Seed> {
  const [{ faker }, { default: fixtures }] = await Promise.all([
    import('@faker-js/faker/locale/es_MX'),
    import('../../../fixtures/oak.json', { with: { type: 'json' } }),
  ])
  return (draft, random) => {
    faker.seed(random.integer(0, 2 ** 31))
    const people = oakTenants.flatMap(({ clientId }, tenant) =>
      Array.from({ length: CUSTOMERS_PER_TENANT[tenant] ?? 0 }, (_, at) =>
        seededPerson(clientId, at, { faker, random }),
      ),
    )
    people.sort((a, b) => (a.customer.created_at < b.customer.created_at ? -1 : 1))
    for (const { customer, registration, method, payment } of people) {
      draft.table(customers).insert(customer)
      if (registration) draft.table(registrations).insert(registration)
      if (method) draft.table(paymentMethods).insert(method)
      if (!payment) continue
      draft.table(payments).insert(payment)
      draft.table(transactions).insert(transactionOfPayment(payment))
    }
    draft.load(toCollections(fixtures, () => 'fixtures/oak.json'))
  }
}

import type { Faker } from '@faker-js/faker'
import type { Random } from '../../core/random.ts'
import { type Customer, created } from './customer.ts'
import type { CustomerStatus } from './customer-status.ts'
import { createdPayment, moved, type Payment } from './payment.ts'
import { addedMethod, type PaymentMethod } from './payment-method.ts'
import type { Provider } from './provider.ts'
import { decided, opened, type Registration } from './registration.ts'
import type { RegistrationStatus } from './registration-status.ts'

/** Seeded rows lie in the weeks after this instant, before the fixtures, whatever the date is: the same seed gives the same bytes. */
const SEEDED_FROM = Date.parse('2026-01-05T00:00:00Z')
const SEEDED_DAYS = 50
const DAY = 86_400_000
const HOUR = 3_600_000

/** A customer with what belongs to it. */
export type Person = {
  customer: Customer
  registration?: Registration
  method?: PaymentMethod
  payment?: Payment
}

type Country = {
  code: string
  calling: string
  area: string
  provider: Provider
  currency: string
  document: string
  /** As many characters as a document number has: # is a digit, ? a letter. */
  number: string
}

const COUNTRIES: readonly [Country, ...Country[]] = [
  { code: 'US', calling: '1', area: '305', provider: 'stripe', currency: 'usd', document: 'ssn', number: '#########' },
  {
    code: 'BR',
    calling: '55',
    area: '11',
    provider: 'pagar_me',
    currency: 'brl',
    document: 'cpf',
    number: '###########',
  },
  {
    code: 'MX',
    calling: '52',
    area: '55',
    provider: 'bridge',
    currency: 'mxn',
    document: 'curp',
    number: '????######????????##',
  },
  {
    code: 'CO',
    calling: '57',
    area: '601',
    provider: 'mercado_pago',
    currency: 'cop',
    document: 'cc',
    number: '##########',
  },
  {
    code: 'AR',
    calling: '54',
    area: '11',
    provider: 'mercado_pago',
    currency: 'ars',
    document: 'personal_tax_id',
    number: '20########9',
  },
  {
    code: 'ES',
    calling: '34',
    area: '91',
    provider: 'bridge',
    currency: 'eur',
    document: 'passport',
    number: '???######',
  },
]

/** Who a customer can be in the seed; most are approved. */
const STATUSES = [
  'approved',
  'approved',
  'in_review',
  'rejected',
  'approved',
  'initiated',
  'document_required',
] as const

/** What the registration of a customer in such a status is; one who has just been created has none. */
const REGISTERED: Partial<Record<CustomerStatus, RegistrationStatus>> = {
  approved: 'approved',
  in_review: 'processing',
  rejected: 'rejected',
  document_required: 'awaiting_confirmation',
}

type Chance = { faker: Faker; random: Random }

/** A customer of a merchant, of a country and in a status that go by the position in the seed. */
export function seededPerson(tenant: string, at: number, { faker, random }: Chance): Person {
  const home = COUNTRIES[at % COUNTRIES.length] ?? COUNTRIES[0]
  const status = STATUSES[at % STATUSES.length] ?? 'initiated'
  const born = new Date(SEEDED_FROM + random.integer(0, (SEEDED_DAYS * DAY) / 1000) * 1000)
  const [first_name, last_name] = [faker.person.firstName(), faker.person.lastName()]
  const fields = {
    // The number makes the address the merchant's only one.
    email: `${faker.helpers.slugify(`${first_name}.${last_name}`).toLowerCase()}${at + 10}@example.com`,
    first_name,
    last_name,
    country_code: home.code,
    document_type: home.document,
    document_number: faker.helpers.replaceSymbols(home.number),
    dob: faker.date
      .birthdate({ refDate: new Date(SEEDED_FROM) })
      .toISOString()
      .slice(0, 10),
    phone_country_code: home.calling,
    phone_area_code: home.area,
    phone_number: faker.string.numeric(8),
    city: faker.location.city(),
  }
  const customer: Customer = { ...created(fields, { id: random.uuid(), tenant, now: born }), status }
  const decision = REGISTERED[status]
  if (decision === undefined) return { customer }
  const registration = registered(customer, home, decision, { id: random.uuid(), now: born })
  if (status !== 'approved') return { customer, registration }
  const method = methodOf(customer, home, { faker, random })
  return { customer, registration, method, payment: paymentBy(customer, method, home, random) }
}

function registered(
  customer: Customer,
  { provider }: Country,
  status: RegistrationStatus,
  { id, now }: { id: string; now: Date },
): Registration {
  const place = { tenant: customer.tenant, customer_id: customer.id, provider, target_role: 'customer' as const }
  const row = opened(place, { id, now: new Date(now.getTime() + HOUR) })
  const message = 'The document could not be read'
  const failure_reasons = [
    { code: 'verification_failed' as const, message, fields: ['document_number'], endorsement: null },
  ]
  const reasons = status === 'rejected' ? { rejection_reason: message, failure_reasons } : {}
  return decided(row, status, new Date(now.getTime() + 2 * HOUR), reasons)
}

function methodOf(customer: Customer, { provider, currency }: Country, { faker, random }: Chance): PaymentMethod {
  const birth = { id: random.uuid(), now: new Date(Date.parse(customer.created_at) + 3 * HOUR) }
  if (provider === 'pagar_me')
    return addedMethod({ type: 'pix', provider, pix_string: customer.email }, customer, birth)
  const bank = {
    bank_name: `Banco ${faker.location.city()}`,
    bank_account_number: faker.string.numeric(12),
    bank_routing_number: faker.string.numeric(9),
    bank_account_type: 'checking',
    bank_account_name: `${customer.first_name} ${customer.last_name}`,
    currency,
  }
  const at = provider === 'stripe' ? provider : 'crowd_split'
  return addedMethod({ type: 'bank', provider: at, ...bank }, customer, birth)
}

function paymentBy(customer: Customer, { id, type }: PaymentMethod, home: Country, random: Random): Payment {
  const now = new Date(Date.parse(customer.created_at) + DAY)
  const source = { amount: random.integer(10, 500) * 100, currency: home.currency }
  const birth = {
    id: random.uuid(),
    tenant: customer.tenant,
    transactionId: random.uuid(),
    customer: { id: customer.id },
    payment_method: { id, type },
    now,
  }
  const paid = (['confirm', 'pay'] as const).reduce(
    (payment, move) => moved(payment, move, new Date(now.getTime() + HOUR)),
    createdPayment({ provider: home.provider, source }, birth),
  )
  return random.integer(0, 1) === 0 ? paid : moved(paid, 'settle', new Date(now.getTime() + 2 * DAY))
}

import type { Faker } from '@faker-js/faker'
import { toCollections } from '../../core/data-file.ts'
import type { Random } from '../../core/random.ts'
import type { Seed } from '../vendor.ts'
import { type Customer, customers, type OperationLevel } from './customer.ts'
import type { Document } from './document.ts'
import { objectId, toInstant } from './instant.ts'
import { conomyTenants } from './tenants.ts'

/**
 * Seeded rows lie in the weeks after this instant, which is after the fixtures, whatever the date is: the same seed
 * gives the same bytes.
 */
const SEEDED_FROM = Date.parse('2026-03-11T00:00:00Z')
const SEEDED_DAYS = 37
const DAY = 86_400_000

/** How many customers the demo tenant and the other one get beside the fixtures. */
const CUSTOMERS_PER_TENANT = [24, 12]

type Country = {
  country: string
  prefix: string
  documentType: string
  mobile: (faker: Faker) => string
  number: (faker: Faker) => string
}

const COUNTRIES: readonly [Country, ...Country[]] = [
  {
    country: 'AR',
    prefix: '+54',
    documentType: 'CUIT',
    mobile: (faker) => `54911${faker.string.numeric(8)}`,
    number: (faker) =>
      `${faker.helpers.arrayElement(['20', '23', '27'])}${faker.string.numeric({ length: 9, allowLeadingZeros: false })}`,
  },
  {
    country: 'CL',
    prefix: '+56',
    documentType: 'RUT',
    mobile: (faker) => `569${faker.string.numeric(8)}`,
    number: (faker) =>
      `${faker.string.numeric({ length: 8, allowLeadingZeros: false })}-${faker.helpers.arrayElement([...'0123456789K'])}`,
  },
  {
    country: 'CO',
    prefix: '+57',
    documentType: 'CED_CIU',
    mobile: (faker) => `573${faker.string.numeric(9)}`,
    number: (faker) => faker.string.numeric({ length: 10, allowLeadingZeros: false }),
  },
  {
    country: 'PE',
    prefix: '+51',
    documentType: 'DNI',
    mobile: (faker) => `519${faker.string.numeric(8)}`,
    number: (faker) => faker.string.numeric({ length: 8, allowLeadingZeros: false }),
  },
  {
    country: 'MX',
    prefix: '+52',
    documentType: 'CURP',
    mobile: (faker) => `52155${faker.string.numeric(8)}`,
    number: (faker) =>
      `${faker.string.alpha({ length: 4, casing: 'upper' })}${faker.string.numeric(6)}${faker.string.alpha({ length: 6, casing: 'upper' })}${faker.string.numeric(2)}`,
  },
]

const LEVELS: readonly OperationLevel[] = ['BASIC', 'STANDARD', 'FULL', 'INACTIVE']

/** Which documents a customer has; every state occurs, at every level. */
const DOCUMENTS: readonly (readonly Document['status'][])[] = [
  [],
  ['PENDING_UPLOAD'],
  ['UPLOADED'],
  ['APPROVED'],
  ['REJECTED'],
  ['APPROVED', 'UPLOADED'],
  ['REJECTED', 'UPLOADED'],
]

/** The fixtures, and customers in every level and document state for both tenants. */
export async function loadSeed(): Promise<Seed> {
  const [{ faker }, { default: fixtures }] = await Promise.all([
    import('@faker-js/faker/locale/es_MX'),
    import('../../../fixtures/conomy.json', { with: { type: 'json' } }),
  ])
  return (draft, random) => {
    faker.seed(random.integer(0, 2 ** 31))
    draft.load(toCollections(fixtures, () => 'fixtures/conomy.json'))
    const rows = conomyTenants.flatMap(({ clientId }, tenant) =>
      Array.from({ length: CUSTOMERS_PER_TENANT[tenant] ?? 0 }, (_, at) => customer(clientId, at, { faker, random })),
    )
    for (const row of rows.sort((a, b) => (a.id < b.id ? -1 : 1))) draft.table(customers).insert(row)
  }
}

function customer(clientId: string, at: number, { faker, random }: { faker: Faker; random: Random }): Customer {
  const { country, prefix, documentType, mobile, number } = random.pick(COUNTRIES)
  const createdAt = new Date(SEEDED_FROM + random.integer(0, (SEEDED_DAYS * DAY) / 1000) * 1000)
  const id = objectId(createdAt, random)
  const firstName = faker.person.firstName()
  const lastName = faker.person.lastName()
  return {
    id,
    clientId,
    firstName,
    lastName,
    email: faker.internet.email({ firstName, lastName, provider: 'example.com' }).toLowerCase(),
    phoneNumber: mobile(faker),
    phoneNumberPrefix: prefix,
    documentNumber: number(faker),
    documentType,
    country,
    operationLevel: LEVELS[at % LEVELS.length] ?? 'BASIC',
    autoCreated: at % 5 === 0,
    documents: (DOCUMENTS[at % DOCUMENTS.length] ?? []).map((status, position) =>
      document(id, status, position, createdAt),
    ),
    createdAt: toInstant(createdAt),
    updatedAt: toInstant(new Date(createdAt.getTime() + DAY)),
  }
}

function document(customerId: string, status: Document['status'], position: number, createdAt: Date): Document {
  const type = position === 0 ? 'kyc' : 'source_of_funds'
  const contentType = 'image/jpeg'
  if (status === 'PENDING_UPLOAD') return { type, contentType, status }
  const uploadedAt = toInstant(createdAt)
  const url = `https://documents.conomyhq.com/customers/${customerId}/${type}/${uploadedAt.replaceAll(/[-:]/g, '')}`
  const reason = status === 'REJECTED' ? { rejectionReason: 'The photo is not readable' } : {}
  return { type, url, contentType, status, uploadedAt, ...reason }
}

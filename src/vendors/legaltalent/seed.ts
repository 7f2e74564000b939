import type { Faker } from '@faker-js/faker'
import type { Draft } from '../../core/collection.ts'
import { toCollections } from '../../core/data-file.ts'
import type { Random } from '../../core/random.ts'
import type { Seed } from '../vendor.ts'
import { type Customer, created, customers } from './customer.ts'
import { DAY } from './instant.ts'
import { people, personOf, type StoredPerson } from './person.ts'
import { keep } from './progress.ts'
import { rate } from './rating.ts'
import { correctionsOf, type Standing, seededSession } from './seeded-sessions.ts'
import { type Session, sessions } from './session.ts'
import { DEMO_TENANT, OTHER_TENANT } from './tenants.ts'
import { type Workflow, workflows } from './workflow.ts'

/**
 * Seeded rows lie in the weeks after this instant, which is after the fixtures, whatever the date is: the same seed
 * gives the same bytes.
 */
const SEEDED_FROM = Date.parse('2026-03-13T00:00:00Z')
const SEEDED_DAYS = 35

/** How many customers a tenant gets beside the fixtures. */
const CUSTOMERS_OF = { [DEMO_TENANT]: 24, [OTHER_TENANT]: 12 }

const COUNTRIES = ['UY', 'AR', 'BR', 'US', 'CL', 'ES', 'CH'] as const

/** How the sessions of a customer stand; every status occurs, for people and companies. */
const HISTORIES: readonly (readonly Standing[])[] = [
  ['approved'],
  [],
  ['active'],
  ['completed'],
  ['manual_review'],
  ['approved', 'flagged'],
  ['expired', 'approved'],
  ['rejected'],
  ['corrections_requested'],
]

type Source = { faker: Faker; random: Random }

/** The fixtures, and customers with every kind of history for both tenants. */
export async function loadSeed(): Promise<Seed> {
  const [{ faker }, { default: fixtures }] = await Promise.all([
    import('@faker-js/faker/locale/es_MX'),
    import('../../../fixtures/legaltalent.json', { with: { type: 'json' } }),
  ])
  return (draft, random) => {
    faker.seed(random.integer(0, 2 ** 31))
    draft.load(toCollections(fixtures, () => 'fixtures/legaltalent.json'))
    for (const row of [...draft.table(customers).all()]) rateDecided(row, draft, new Date(SEEDED_FROM))
    for (const [tenant, count] of Object.entries(CUSTOMERS_OF)) populate(tenant, count, draft, { faker, random })
  }
}

function populate(tenant: string, count: number, draft: Draft, source: Source): void {
  const own = Array.from({ length: count }, (_, at) => customer(tenant, at, source)).sort(byBirth)
  const histories = own.flatMap((row, at) => history(row, HISTORIES[at % HISTORIES.length] ?? [], draft, source))
  for (const row of histories.sort(byBirth)) {
    draft.table(sessions).insert(row)
    if (row.status === 'corrections_requested') keep(correctionsOf(row, draft, source.random), draft)
  }
  for (const row of own) {
    draft.table(customers).insert(row)
    if (row.entity_type === 'company') for (const person of peopleOf(row, source)) draft.table(people).insert(person)
    rateDecided(row, draft)
  }
}

const byBirth = (one: { created_at: string }, other: { created_at: string }): number =>
  one.created_at < other.created_at ? -1 : one.created_at > other.created_at ? 1 : 0

function customer(tenant: string, at: number, { faker, random }: Source): Customer {
  const isCompany = at % 2 === 0
  const now = new Date(SEEDED_FROM + random.integer(0, (SEEDED_DAYS * DAY) / 1000) * 1000)
  const name = isCompany ? faker.company.name() : faker.person.fullName()
  const handle = faker.internet.domainWord()
  const input = {
    name,
    client_id: `${isCompany ? 'merchant' : 'user'}_${random.hex(8)}`,
    entity_type: isCompany ? ('company' as const) : ('individual' as const),
    website: isCompany ? `https://${handle}.example` : null,
    tax_id: isCompany ? faker.string.numeric({ length: 12, allowLeadingZeros: false }) : null,
    country: random.pick(COUNTRIES),
    email: `${handle}@example.com`,
    industry: isCompany ? faker.commerce.department() : null,
  }
  return created(input, { id: random.uuid(), tenant, now })
}

function history(owner: Customer, standings: readonly Standing[], draft: Draft, { random }: Source): Session[] {
  const workflow = workflowFor(owner, draft)
  return standings.map((standing, at) => {
    const now = new Date(Date.parse(owner.created_at) + (at + 1) * random.integer(3600, 20_000) * 1000)
    return seededSession(standing, { owner, workflow, now, id: random.uuid(), access_token: random.uuid() })
  })
}

function workflowFor({ tenant, entity_type }: Customer, draft: Draft): Workflow {
  const type = entity_type === 'company' ? 'company-kyc' : 'basic-kyc'
  const found = [...draft.table(workflows).where('byTenant', tenant)].find(
    ({ template_type }) => template_type === type,
  )
  if (!found) throw new Error(`the fixtures have no workflow ${type} of ${tenant}`)
  return found
}

/** Who owns and runs a company. */
function peopleOf({ id: customer_id, country, created_at }: Customer, { faker, random }: Source): StoredPerson[] {
  const full_name = faker.person.fullName()
  const document_id = faker.string.numeric({ length: 8, allowLeadingZeros: false })
  const inputs = [
    { full_name, document_id, role: 'ubo' as const, ownership_percentage: random.integer(26, 100) },
    { full_name, document_id, role: 'director' as const },
    { full_name: faker.person.fullName(), role: 'representative' as const },
  ]
  return inputs.map((input) => {
    const id = random.uuid()
    const origin = { person_id: id, session_id: null, subsession_id: null, verification_status: 'approved' as const }
    return {
      id,
      customer_id,
      person: personOf({ ...input, country }, origin),
      updated_at: created_at,
    }
  })
}

/** Rates a customer of whom a session was decided, at the last decision unless it is said when. */
function rateDecided({ id }: Customer, draft: Draft, at?: Date): void {
  const own = [...draft.table(sessions).where('byCustomer', id)]
  const last = own.filter(({ final_decision }) => final_decision !== null).at(-1)
  if (last) rate(id, draft, at ?? new Date(last.updated_at))
}

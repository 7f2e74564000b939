import { expect, test } from 'vitest'
import { ANDES, BY_OTHER, CUSTOMERS, deactivate, VALIDATION_ERROR } from '../support/legaltalent.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

type Customer = {
  customer_id: string
  name: string
  status: string
  entity_type: string
  risk_level: string | null
  country: string | null
}
type Page = { customers: Customer[]; count: number; total: number; cursor: string | null; has_more: boolean }

const listed = async (sandbox: TestSandbox, query = ''): Promise<Page> =>
  (await sandbox.request('GET', `${CUSTOMERS}?${query}`)).body.data

const everybody = async (sandbox: TestSandbox): Promise<Customer[]> => (await listed(sandbox, 'limit=100')).customers

const idsOf = (customers: readonly Customer[]): string[] => customers.map(({ customer_id }) => customer_id)

/** Every page of a list, following the cursor. */
async function pages(sandbox: TestSandbox, query: string): Promise<Page[]> {
  const found = [await listed(sandbox, query)]
  for (let last = found[0]; last?.cursor; last = found.at(-1)) {
    found.push(await listed(sandbox, `${query}&cursor=${last.cursor}`))
  }
  return found
}

test('row 19: three new customers are listed newest first', async () => {
  const sandbox = await freshSandbox()
  for (const name of ['One', 'Two', 'Three']) await sandbox.request('POST', CUSTOMERS, { name })

  const { customers } = await listed(sandbox)

  expect(customers.slice(0, 3).map(({ name }) => name)).toEqual(['Three', 'Two', 'One'])
})

test('row 20: the cursor of 25 customers leads through pages of 10, 10 and 5 without repeats', async () => {
  const sandbox = await freshSandbox()
  for (let at = 0; at < 25; at++) await sandbox.request('POST', CUSTOMERS, { name: `Page ${at}` })

  const found = await pages(sandbox, 'search=page&limit=10')

  expect(found.map(({ count, has_more, total }) => [count, has_more, total])).toEqual([
    [10, true, 25],
    [10, true, 25],
    [5, false, 25],
  ])
  expect(new Set(found.flatMap(({ customers }) => idsOf(customers))).size).toBe(25)
  expect(found.at(-1)?.cursor).toBeNull()
})

test.each(['', 'sort=desc', 'sort=asc', 'entity_type=company', 'status=active&entity_type=company&sort=asc'])(
  'the pages of %s are the list in pieces',
  async (query) => {
    const sandbox = await freshSandbox()
    const { customers } = await listed(sandbox, `${query}&limit=100`)

    const found = await pages(sandbox, `${query}&limit=7`)

    expect(idsOf(found.flatMap((page) => page.customers))).toEqual(idsOf(customers))
  },
)

test('oldest first is the other way round', async () => {
  const sandbox = await freshSandbox()

  const { customers } = await listed(sandbox, 'sort=asc&limit=100')

  expect(idsOf(customers)).toEqual(idsOf(await everybody(sandbox)).reverse())
})

test('a page is not moved by what is added meanwhile', async () => {
  const sandbox = await freshSandbox()
  const [first, second] = await pages(sandbox, 'limit=5')
  await sandbox.request('POST', CUSTOMERS, { name: 'Late' })

  const again = await listed(sandbox, `limit=5&cursor=${first?.cursor}`)

  expect(idsOf(again.customers)).toEqual(idsOf(second?.customers ?? []))
})

test('a page goes on where a customer stood that the filter no longer keeps', async () => {
  const sandbox = await freshSandbox()
  const [first, second] = await pages(sandbox, 'limit=5&status=active')
  await deactivate(sandbox, first?.customers.at(-1)?.customer_id ?? '')

  const again = await listed(sandbox, `limit=5&status=active&cursor=${first?.cursor}`)

  expect(idsOf(again.customers)).toEqual(idsOf(second?.customers ?? []))
})

test.each([
  ['row 21: type', 'entity_type=individual', ({ entity_type }: Customer) => entity_type === 'individual'],
  ['row 22: status', 'status=active', ({ status }: Customer) => status === 'active'],
  ['row 22: the other status', 'status=inactive', ({ status }: Customer) => status === 'inactive'],
  ['risk level', 'risk_level=medium', ({ risk_level }: Customer) => risk_level === 'medium'],
  ['country in any case', 'country=ch', ({ country }: Customer) => country === 'CH'],
  ['part of a name in any case', 'search=BOREALIS', ({ name }: Customer) => name === 'Borealis Shipping Ltd'],
  ['client_id', 'client_id=merchant_1001', ({ customer_id }: Customer) => customer_id === ANDES],
  [
    'several of them at once',
    'entity_type=company&status=active&risk_level=high&search=shipping',
    ({ name }: Customer) => name === 'Borealis Shipping Ltd',
  ],
  [
    'country and type',
    'country=UY&entity_type=company',
    (row: Customer) => row.country === 'UY' && row.entity_type === 'company',
  ],
])('%s filters the list', async (_what, query, isWanted) => {
  const sandbox = await freshSandbox()
  const expected = (await everybody(sandbox)).filter(isWanted)

  const { customers, count, total } = await listed(sandbox, `${query}&limit=100`)

  expect(expected.length).toBeGreaterThan(0)
  expect(customers).toEqual(expected)
  expect([count, total]).toEqual([expected.length, expected.length])
})

test('row 22: without a filter the deactivated are listed as well', async () => {
  const sandbox = await freshSandbox()

  const found = await everybody(sandbox)

  expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['active', 'inactive']))
})

test('filters that leave nobody give an empty page', async () => {
  const sandbox = await freshSandbox()

  const page = await listed(sandbox, 'client_id=constructor')

  expect(page).toMatchObject({ customers: [], count: 0, total: 0, cursor: null, has_more: false })
})

test("another tenant's customers are not listed, whatever the filter", async () => {
  const sandbox = await freshSandbox()

  for (const query of ['limit=100', 'client_id=merchant_1001', 'search=andes', 'status=active']) {
    const { body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`, undefined, BY_OTHER)
    const found: { tenant_id: string }[] = body.data.customers
    expect(found.filter(({ tenant_id }) => tenant_id !== 'tenant_other')).toEqual([])
  }
})

test('a parameter without a value counts as absent', async () => {
  const sandbox = await freshSandbox()

  const page = await listed(sandbox, 'client_id=&limit=&cursor=&status=')

  expect(page).toEqual(await listed(sandbox))
  expect(page.total).toBeGreaterThan(1)
})

/** A cursor as somebody might make one up. */
const cursorOf = (created_at: string): string => Buffer.from(`${created_at} 1 ${ANDES}`).toString('base64url')

test.each([
  'limit=0',
  'limit=abc',
  'limit=1000',
  'limit=-1',
  'limit=1.5',
  'limit=10&limit=20',
  'cursor=nonsense',
  'cursor=bm90aGluZw',
  `cursor=${'A'.repeat(300)}`,
  `cursor=${cursorOf('2026-99-99T99:99:99Z')}`,
  `cursor=${cursorOf('2026-04-20T12:00:00Z')}!`,
  `cursor=${cursorOf('2026-04-20T12:00:00Z').slice(0, -4)}=`,
  'status=asleep',
  'entity_type=spaceship',
  'risk_level=critical',
  'country=USA',
  'sort=sideways',
])('row 23: %s is refused', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
})

import { expect, test } from 'vitest'
import { CUSTOMERS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const idsOf = (rows: { customer_id: string }[]): string[] => rows.map(({ customer_id }) => customer_id)

test('rows 19, 20: a list is newest first, and its cursor leads through every page', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', CUSTOMERS)).body.data.total
  for (let at = before; at < 25; at++) await sandbox.request('POST', CUSTOMERS, { name: `Customer ${at}` })

  const pages = []
  let cursor = ''
  for (let page = 0; page < 3; page++) {
    const { body } = await sandbox.request('GET', `${CUSTOMERS}?limit=10${cursor}`)
    pages.push(body.data)
    cursor = `&cursor=${body.data.cursor}`
  }

  expect(pages.map(({ count, has_more }) => [count, has_more])).toEqual([
    [10, true],
    [10, true],
    [5, false],
  ])
  expect(pages[0].customers[0].name).toBe('Customer 24')
  expect(new Set(pages.flatMap((page) => idsOf(page.customers))).size).toBe(25)
  expect(pages[2].cursor).toBeNull()
})

test.each([
  ['row 21: type', 'entity_type=individual', ['Viktor Samsonov', 'Lucia Pereira']],
  ['row 22: status', 'status=inactive', ['Closed Shop GmbH']],
  ['risk level', 'risk_level=medium', ['Lucia Pereira']],
  ['country in any case', 'country=ch', ['Viktor Samsonov']],
  ['part of a name', 'search=BOREALIS', ['Borealis Shipping Ltd']],
])('%s filters the list', async (_what, query, names) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`)

  expect(status).toBe(200)
  expect(body.data.customers).toMatchObject(names.map((name) => ({ name })))
  expect(body.data.count).toBe(names.length)
})

test.each(['limit=0', 'limit=abc', 'limit=1000', 'cursor=nonsense', 'status=asleep'])(
  'row 23: %s is refused',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`)

    expect(status).toBe(400)
    expect(body.error.code).toBe('VALIDATION_ERROR')
  },
)

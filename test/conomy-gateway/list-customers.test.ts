import { expect, test } from 'vitest'
import { ANA, CARLOS, OTHERS } from '../support/conomy.ts'
import { idsOf, VERSION, VERSION_BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('customers come in pages, and the pagination says where the next and the previous one are', async () => {
  const sandbox = await freshSandbox()
  const list = async (query: string) =>
    (await sandbox.request('GET', `/conomy/customers?${query}`, undefined, VERSION)).body

  const first = await list('limit=20')
  const { total } = first.pagination
  const second = await list(`limit=20&offset=${first.pagination.next}`)

  expect(first.pagination).toEqual({ count: 20, next: 20, previous: 0, total })
  expect(first.results[0]).toMatchObject({ id: ANA, firstName: 'Ana', address: {} })
  expect(total).toBeGreaterThan(20)
  expect(total).toBeLessThanOrEqual(40)
  expect(second.pagination).toEqual({ count: total, next: 0, previous: 0, total })
  expect(second.results).toHaveLength(total - 20)
})

test('next means the same as offset, and wins', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', '/conomy/customers?limit=1&offset=9&next=1', undefined, VERSION)

  expect(body.results).toMatchObject([{ id: CARLOS }])
  expect(body.pagination).toMatchObject({ count: 2, next: 2, previous: 0 })
})

test('ids are given with commas between them, and those of another tenant are left out', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request(
    'GET',
    `/conomy/customers?id=${CARLOS},${OTHERS},nobody,${CARLOS}`,
    undefined,
    VERSION,
  )

  expect(body.pagination).toEqual({ count: 1, next: 0, previous: 0, total: 1 })
  expect(body.results).toMatchObject([{ id: CARLOS }])
})

test.each(['type=VIP', 'identityId=69c000000000000000000001'])(
  'a filter on what customers do not have matches nothing: %s',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/conomy/customers?${query}`, undefined, VERSION)

    expect(status).toBe(200)
    expect(body).toEqual({ pagination: { count: 0, next: 0, previous: 0, total: 0 }, results: [] })
  },
)

test("nobody lists another tenant's customers", async () => {
  const sandbox = await freshSandbox()

  const demo = await sandbox.request('GET', '/conomy/customers?limit=500', undefined, VERSION)
  const other = await sandbox.request('GET', '/conomy/customers?limit=500', undefined, VERSION_BY_OTHER)

  const ids = idsOf(demo.body.results)
  expect(other.body.results).toContainEqual(expect.objectContaining({ id: OTHERS }))
  expect(idsOf(other.body.results).filter((id) => ids.includes(id))).toEqual([])
})

test.each(['limit=0', 'limit=501', 'limit=ten', 'offset=-1', 'next=-1', 'next=1.5'])(
  'a page that cannot be is refused: %s',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/conomy/customers?${query}`, undefined, VERSION)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11' })
  },
)

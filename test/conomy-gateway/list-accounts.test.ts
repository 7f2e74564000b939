import { expect, test } from 'vitest'
import {
  AN_ACCOUNT,
  BY_OTHER,
  CAMILA,
  CAMILAS,
  create,
  idsOf,
  OPERATIONS,
  ORGANIZATION,
  OTHERS_ACCOUNT,
  PESOS,
} from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

async function list(sandbox: TestSandbox, query: string) {
  const { status, body } = await sandbox.request('GET', `/conomy/accounts?${query}`)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { ...body, ids: idsOf(body.results) }
}

test('row 67: three accounts in pages of two, the second page where the first one says', async () => {
  const sandbox = await freshSandbox()

  const first = await list(sandbox, 'limit=2')
  const second = await list(sandbox, `limit=2&offset=${first.pagination.next}`)

  expect(first.ids).toEqual([OPERATIONS, CAMILAS])
  expect(first.pagination).toMatchObject({ count: 2, next: 2, previous: 0, total: 3 })
  expect(second.ids).toEqual([PESOS])
  expect(second.pagination).toMatchObject({ count: 3, next: 0, previous: 0, total: 3 })
})

test('row 67: next means the same as offset, and wins', async () => {
  const sandbox = await freshSandbox()

  const { ids } = await list(sandbox, 'limit=2&offset=0&next=2')

  expect(ids).toEqual([PESOS])
})

test('row 68: accounts of one currency', async () => {
  const sandbox = await freshSandbox()

  expect((await list(sandbox, 'currency=CLP')).ids).toEqual([OPERATIONS, CAMILAS])
  expect((await list(sandbox, 'currency=ARS')).ids).toEqual([PESOS])
  expect((await list(sandbox, 'currency=CHL')).ids).toEqual([])
})

test.each([
  [`identityId=${ORGANIZATION}`, [OPERATIONS]],
  [`parentId=${OPERATIONS}`, [CAMILAS]],
  ['accountNumber=177523916800000000000003', [PESOS]],
  ['type=SAVINGS', []],
  ['type=CHECKING&currency=CLP', [OPERATIONS, CAMILAS]],
  ['status=ACTIVE', [OPERATIONS, CAMILAS, PESOS]],
  ['status=FROZEN', []],
  [`identityId=${CAMILA}&currency=ARS`, []],
  [`accountNumber=177523916800000000000003&identityId=${CAMILA}`, []],
  [`parentId=${OPERATIONS}&identityId=${ORGANIZATION}`, []],
])('filters are exact and combine: %s', async (query, ids) => {
  const sandbox = await freshSandbox()

  expect((await list(sandbox, query)).ids).toEqual(ids)
})

test('an account is found by its external id', async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/accounts', { ...AN_ACCOUNT, externalId: 'acc-1' })

  expect((await list(sandbox, 'externalId=acc-1')).ids).toEqual([id])
  expect((await list(sandbox, 'externalId=acc')).ids).toEqual([])
})

test.each([
  ['startDate=01/01/2026&endDate=31/12/2026', 3],
  ['startDate=03/04/2026', 3],
  ['endDate=03/04/2026', 3],
  ['startDate=03/04/2026&endDate=03/04/2026', 3],
  ['startDate=04/04/2026', 0],
  ['endDate=02/04/2026', 0],
])('row 69: a window of days includes its first and last: %s', async (query, total) => {
  const sandbox = await freshSandbox()

  expect((await list(sandbox, query)).pagination.total).toBe(total)
})

test.each([
  'startDate=2026-01-01',
  'endDate=31/02/2026',
  'startDate=1/1/2026',
  'startDate=02/01/2026&endDate=01/01/2026',
  'startDate=13/13/2026',
])('row 69: a window that cannot be is refused: %s', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/accounts?${query}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

test('row 70: a filter that matches nothing gives an empty list', async () => {
  const sandbox = await freshSandbox()

  const { pagination, results } = await list(sandbox, 'accountNumber=zzz')

  expect(pagination).toMatchObject({ count: 0, next: 0, previous: 0, total: 0 })
  expect(results).toEqual([])
})

test.each(['limit=0', 'limit=501', 'offset=-1', 'type=real'])(
  'a query that cannot be is refused: %s',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/conomy/accounts?${query}`)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11' })
  },
)

test('by default readers of the nested and of the flat form find what they expect', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', '/conomy/accounts?currency=ARS')

  const numbers = { count: 1, next: 0, previous: 0, total: 1 }
  const results = [expect.objectContaining({ id: PESOS })]
  expect(body).toEqual({ pagination: { ...numbers, pagination: numbers, results }, results })
})

test.each(['nested', 'flat'])('only the %s form is sent when the setting says so', async (accountsEnvelope) => {
  const sandbox = await freshSandbox({ settings: { conomy: { accountsEnvelope } } })

  const { body } = await sandbox.request('GET', '/conomy/accounts?currency=ARS')

  const page = {
    pagination: { count: 1, next: 0, previous: 0, total: 1 },
    results: [expect.objectContaining({ id: PESOS })],
  }
  expect(body).toEqual(accountsEnvelope === 'nested' ? { pagination: page } : page)
})

test("nobody lists another tenant's accounts, not even by their owner, parent or number", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', '/conomy/accounts', undefined, BY_OTHER)

  expect(body.results).toMatchObject([{ id: OTHERS_ACCOUNT }])
  for (const query of [
    `identityId=${ORGANIZATION}`,
    `parentId=${OPERATIONS}`,
    'accountNumber=177523916800000000000003',
  ]) {
    const answer = await sandbox.request('GET', `/conomy/accounts?${query}`, undefined, BY_OTHER)
    expect(answer.body.results).toEqual([])
  }
})

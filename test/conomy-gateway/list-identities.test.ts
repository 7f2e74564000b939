import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, idsOf, ORGANIZATION, OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('identities come in pages, the same items in data and in the results of the pagination', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/conomy/identities?limit=2')
  const next = await sandbox.request('GET', `/conomy/identities?limit=2&next=${body.pagination.pagination.next}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject([{ id: ORGANIZATION }, { id: CAMILA }])
  expect(body.pagination).toEqual({ pagination: { count: 2, next: 2, previous: 0, total: 3 }, results: body.data })
  expect(next.body.data).toMatchObject([{ id: TOMAS }])
  expect(next.body.pagination.pagination).toEqual({ count: 3, next: 0, previous: 0, total: 3 })
})

test.each([
  ['type=USER', [CAMILA, TOMAS]],
  ['email=camila.soto@example.com', [CAMILA]],
  ['documentNumber=77123126-K', [ORGANIZATION]],
  ['documentNumber=77123126', []],
  ['documentNumber=77123126-K&type=USER', []],
  ['phone=%2B5491133333333', [TOMAS]],
  ['country=CHL', [ORGANIZATION, CAMILA]],
  ['country=CHL&type=USER', [CAMILA]],
  ['status=SCREENING', []],
  ['status=ACTIVE&country=ARG', [TOMAS]],
])('filters are exact and combine: %s', async (query, ids) => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `/conomy/identities?${query}`)

  expect(idsOf(body.data)).toEqual(ids)
})

test("nobody lists another tenant's identities, not even by document number", async () => {
  const sandbox = await freshSandbox()

  const all = await sandbox.request('GET', '/conomy/identities', undefined, BY_OTHER)
  const byNumber = await sandbox.request('GET', '/conomy/identities?documentNumber=77123126-K', undefined, BY_OTHER)

  expect(all.body.data).toMatchObject([{ id: OTHERS_IDENTITY }])
  expect(byNumber.body.data).toEqual([])
})

test.each(['limit=0', 'limit=501', 'next=two', 'type=COMPANY'])(
  'a query that cannot be is refused: %s',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('GET', `/conomy/identities?${query}`)

    expect(status).toBe(400)
    expect(body).toMatchObject({ code: '11' })
  },
)

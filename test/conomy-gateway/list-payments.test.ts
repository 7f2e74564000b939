import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import {
  A_TRANSFER,
  A_WITHDRAWAL,
  CAMILAS_NUMBER,
  deposit,
  hours,
  listed,
  OPERATIONS_NUMBER,
  PESOS_NUMBER,
  pay,
} from './payments.ts'

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)

async function payEach(sandbox: TestSandbox, inputs: object[]): Promise<string[]> {
  const made = []
  for (const input of inputs) made.push(await pay(sandbox, input))
  return ids(made)
}

test('payments come oldest first, and newest first when asked', async () => {
  const sandbox = await freshSandbox()
  const made = await payEach(sandbox, [{}, {}, {}])

  expect(ids(await listed(sandbox))).toEqual(made)
  expect(ids(await listed(sandbox, '?sort=createdAt:asc'))).toEqual(made)
  expect(ids(await listed(sandbox, '?sort=createdAt:desc'))).toEqual(made.toReversed())
})

test('pages are walked with next, and the numbers say where one is', async () => {
  const sandbox = await freshSandbox()
  const [first, second, third] = await payEach(sandbox, [{}, {}, {}])

  const { status, body } = await sandbox.request('GET', '/conomy/payments?limit=2')
  const rest = await sandbox.request('GET', `/conomy/payments?limit=2&offset=${body.pagination.next}`)

  expect(status).toBe(200)
  expect(body.pagination).toEqual({ count: 2, next: 2, previous: 0, total: 3 })
  expect(ids(body.results)).toEqual([first, second])
  expect(rest.body.pagination).toEqual({ count: 3, next: 0, previous: 0, total: 3 })
  expect(ids(rest.body.results)).toEqual([third])
})

test('each filter leaves what it names, and together they all count', async () => {
  const sandbox = await freshSandbox()
  const [topUp, withdrawal, transfer] = await payEach(sandbox, [
    { identityId: CAMILA },
    A_WITHDRAWAL,
    { ...A_TRANSFER, accountNumber: OPERATIONS_NUMBER },
  ])
  await sandbox.request('POST', `/conomy/payments/${withdrawal}/captured`)

  expect(ids(await listed(sandbox, `?identityId=${CAMILA}`))).toEqual([topUp, withdrawal])
  expect(ids(await listed(sandbox, '?type=P2P'))).toEqual([transfer])
  expect(ids(await listed(sandbox, '?status=CAPTURED'))).toEqual([withdrawal])
  expect(ids(await listed(sandbox, `?accountNumber=${CAMILAS_NUMBER}`))).toEqual([topUp, withdrawal, transfer])
  expect(ids(await listed(sandbox, `?accountNumber=${OPERATIONS_NUMBER}`))).toEqual([transfer])
  expect(ids(await listed(sandbox, `?accountNumber=${CAMILAS_NUMBER}&status=CREATED&type=P2P`))).toEqual([transfer])
  expect(await listed(sandbox, `?accountNumber=${PESOS_NUMBER}`)).toEqual([])
  expect(await listed(sandbox, '?checkoutSessionId=any')).toEqual([])
})

test('a window of days includes both of its ends', async () => {
  const sandbox = await freshSandbox()
  const [first] = await payEach(sandbox, [{}])
  await sandbox.clock.advance(hours(24))
  const [second] = await payEach(sandbox, [{}])

  expect(ids(await listed(sandbox, '?startDate=20/04/2026&endDate=20/04/2026'))).toEqual([first])
  expect(ids(await listed(sandbox, '?startDate=21/04/2026'))).toEqual([second])
  expect(ids(await listed(sandbox, '?endDate=21/04/2026'))).toEqual([first, second])
  expect(await listed(sandbox, '?startDate=22/04/2026')).toEqual([])
})

test('deposits and refunds are payments too', async () => {
  const sandbox = await freshSandbox()
  await deposit(sandbox)

  await sandbox.clock.advance(hours(48))

  expect(await listed(sandbox)).toMatchObject([
    { type: 'LOCAL_DEPOSIT', status: 'EXPIRED' },
    { type: 'REFUND', status: 'RECEIVED' },
  ])
})

test('payments of another tenant are not listed', async () => {
  const sandbox = await freshSandbox()
  await payEach(sandbox, [{}])

  const { status, body } = await sandbox.request('GET', '/conomy/payments', undefined, BY_OTHER)

  expect(status).toBe(200)
  expect(body).toEqual({ pagination: { count: 0, next: 0, previous: 0, total: 0 }, results: [] })
})

test("the own clientId is accepted, and another tenant's reads as if nothing were there", async () => {
  const sandbox = await freshSandbox()

  const own = await sandbox.request('GET', '/conomy/payments?clientId=demo-client')
  const foreign = await sandbox.request('GET', '/conomy/payments?clientId=other-client')

  expect(own.status).toBe(200)
  expect(foreign).toMatchObject({ status: 404, body: { code: '31' } })
})

test.each([
  'type=GIFT',
  'status=DONE',
  'sort=amount',
  'limit=0',
  'limit=501',
  'limit=x',
  'offset=-1',
  'startDate=2026-01-01',
  'endDate=31/02/2026',
  'startDate=02/01/2026&endDate=01/01/2026',
])('a filter that cannot be is refused: %s', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/payments?${query}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

import { expect, test } from 'vitest'
import {
  ACME,
  CAMILLE,
  CUSTOMERS,
  GRACE,
  HANS,
  JOAO,
  LUCIA,
  listedNotifications,
  MARIA,
  NAMED,
  OTHERS,
  SOFIA,
  UNKNOWN,
} from '../support/oak.ts'
import { PAID, PAYMENTS, paymentAfter, TRANSACTIONS } from '../support/oak-payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

async function listed(sandbox: TestSandbox, query: string) {
  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`)
  const shown: { id: string }[] = body.data?.customer_list ?? []
  return { status, body, ids: shown.map(({ id }) => id), more: body.data?.has_more as boolean }
}

test.each([
  ['the next older ones', `starting_after=${HANS}&limit=2`, [CAMILLE, SOFIA], true],
  ['the end of the list', `starting_after=${JOAO}&limit=2&country_code=us,br&${NAMED}`, [GRACE], false],
  ['nothing behind the last', `starting_after=${GRACE}&country_code=us,br&${NAMED}`, [], false],
  ['the next newer ones, the newest first', `ending_before=${SOFIA}&limit=2`, [HANS, CAMILLE], true],
  ['the beginning of the list', `ending_before=${HANS}&limit=2`, [MARIA], false],
  ['nothing before the first', `ending_before=${MARIA}`, [], false],
  ['with the prefix that the newer generation shows', `starting_after=cus_${HANS}&limit=1`, [CAMILLE], true],
  ['an offset from the cursor', `starting_after=${HANS}&offset=1&limit=1`, [SOFIA], true],
  ['an offset from the cursor the other way', `ending_before=${SOFIA}&offset=1&limit=1`, [HANS], true],
])('a cursor gives %s', async (_, query, expected, more) => {
  const sandbox = await freshSandbox()

  const page = await listed(sandbox, query)

  expect(page.status).toBe(200)
  expect(page.ids).toEqual(expected)
  expect(page.more).toBe(more)
})

test('the pages of a walk by cursor are the list, without a gap and without a row twice', async () => {
  const sandbox = await freshSandbox()
  const { ids: whole } = await listed(sandbox, 'limit=100')
  const walked: string[] = []

  for (let more = true; more; ) {
    const page = await listed(sandbox, `limit=3${walked.length > 0 ? `&starting_after=${walked.at(-1)}` : ''}`)
    walked.push(...page.ids)
    more = page.more
  }

  expect(walked).toEqual(whole)
})

test('a cursor keeps its place when newer rows come', async () => {
  const sandbox = await freshSandbox()
  const before = await listed(sandbox, `starting_after=${HANS}&limit=3`)
  await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })

  const after = await listed(sandbox, `starting_after=${HANS}&limit=3`)

  expect(after.ids).toEqual(before.ids)
})

test.each([
  ['starting_after', UNKNOWN],
  ['ending_before', OTHERS],
  ['starting_after', 'nobody'],
])('%s=%s is on no row of the list: 422', async (name, id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await listed(sandbox, `${name}=${id}`)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ code: 'invalid_cursor', fields: [name] }])
})

test('both cursors at once are 422', async () => {
  const sandbox = await freshSandbox()

  const { status } = await listed(sandbox, `starting_after=${MARIA}&ending_before=${GRACE}`)

  expect(status).toBe(422)
})

test.each([
  ['created_at[gte]=2026-03-10', [MARIA, HANS]],
  ['created_at[gte]=2026-03-09T09:00:00Z&created_at[lte]=2026-03-10T09:00:00.000Z', [HANS, CAMILLE]],
  ['created_at[lte]=2026-03-03T06:00:00-03:00&country_code=us,br&created_at[gte]=2026-03-01', [JOAO, GRACE]],
  ['updated_at[gte]=2026-03-12&country_code=us,br', [MARIA, GRACE]],
  ['updated_at[gte]=2026-03-05&updated_at[lte]=2026-03-06', [LUCIA]],
])('%s is a period', async (query, expected) => {
  const sandbox = await freshSandbox()

  const { status, ids, body } = await listed(sandbox, query)

  expect(status).toBe(200)
  expect(ids).toEqual(expected)
  expect(body.data.count).toBe(expected.length)
})

test('a period and a cursor go together', async () => {
  const sandbox = await freshSandbox()

  const { ids } = await listed(sandbox, `created_at[gte]=2026-03-04&starting_after=${LUCIA}`)

  expect(ids).toEqual([ACME])
})

test.each(['yesterday', '2026-13-01', '2026-02-30', '2026-02-30T10:00:00Z', '12', '2026-03-01T10:00'])(
  'created_at[lte]=%s is no instant: 422',
  async (text) => {
    const sandbox = await freshSandbox()

    const { status, body } = await listed(sandbox, `created_at[lte]=${text}`)

    expect(status).toBe(422)
    expect(body.failure_reasons).toMatchObject([{ fields: ['created_at[lte]'] }])
  },
)

test('notifications have cursors too: the ids that they show', async () => {
  const sandbox = await freshSandbox()
  for (const email of ['a@example.com', 'b@example.com', 'c@example.com']) {
    await sandbox.request('POST', CUSTOMERS, { email })
  }
  const [newest, middle, oldest] = (await listedNotifications(sandbox)).notification_list

  const older = await listedNotifications(sandbox, `?starting_after=evt_${middle.id}`)
  const newer = await listedNotifications(sandbox, `?ending_before=${middle.id}`)

  expect(older.notification_list).toEqual([oldest])
  expect(newer.notification_list).toEqual([newest])
})

test('transactions have cursors too', async () => {
  const sandbox = await freshSandbox()
  const old = await paymentAfter(sandbox, PAID)
  const young = await paymentAfter(sandbox)
  await sandbox.request('POST', `${PAYMENTS}/${old.id}/refund`, {})

  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?starting_after=txn_${young.transaction_id}&limit=1`)

  expect(body.data.transaction_list).toMatchObject([{ id: old.transaction_id }])
})

import { expect, test } from 'vitest'
import { deposit } from '../conomy-gateway/payments.ts'
import { startSession } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const IMPORT = '/_sandbox/import'

test.each([
  ['conomy.accounts', 'balance', 'abc', 'balance must be a valid amount'],
  ['conomy.accounts', 'availableFunds', '-5', 'availableFunds must be a valid amount'],
  ['conomy.accounts', 'balance', '1e3', 'balance must be a valid amount'],
  ['conomy.accounts', 'createdAt', 'yesterday', 'createdAt must be a valid date-time'],
  ['conomy.payments', 'totalAmount', '', 'totalAmount must be a valid amount'],
  ['conomy.payments', 'givers', [{ accountId: 'a', amount: 'much' }], 'givers.0.amount must be a valid amount'],
  ['conomy.payments', 'origins', [{ type: 'CVU', amount: '1,5' }], 'origins.0.amount must be a valid amount'],
  ['conomy.payments', 'expiresAt', 'never', 'expiresAt must be a valid date-time'],
  [
    'conomy.customers',
    'documents',
    [{ type: 'kyc', status: 'UPLOADED', uploadedAt: 'now' }],
    'documents.0.uploadedAt must',
  ],
  ['legaltalent.sessions', 'completed_at', '2026-04-20', 'completed_at must be a valid date-time'],
  ['oak.transactions', 'created_at', '2026-04-20T25:00:00Z', 'created_at must be a valid date-time'],
])(
  'an export whose %s have the %s %j is refused by name, and the state is untouched',
  async (name, field, value, reason) => {
    const sandbox = await freshSandbox()
    await deposit(sandbox)
    const before = await exported(sandbox)
    const state = JSON.parse(before)
    const [row] = Object.values<any>(state[name])
    row[field] = value

    const { status, body } = await sandbox.request('PUT', IMPORT, state)

    expect(status).toBe(400)
    expect(body.detail).toContain(`in "${name}"."${row.id}", ${reason}`)
    expect(await exported(sandbox)).toBe(before)
  },
)

test.each([
  ['to the second', '2026-04-20T12:00:00Z'],
  ['to the microsecond', '2026-04-20T12:00:00.123456Z'],
  ['of another time zone', '2026-04-20T09:00:00-03:00'],
])('a time %s is taken', async (_what, createdAt) => {
  const sandbox = await freshSandbox()
  const state = JSON.parse(await exported(sandbox))
  const [row] = Object.values<any>(state['conomy.accounts'])
  row.createdAt = createdAt

  const { status } = await sandbox.request('PUT', IMPORT, state)

  expect(status).toBe(200)
})

test('what falls due after the last time that the clock is set to can be imported again', async () => {
  const sandbox = await freshSandbox({ now: new Date('9998-12-31T23:59:59.999Z') })
  await deposit(sandbox)
  await startSession(sandbox, { ttl_days: 365 })
  const before = await exported(sandbox)

  const { status } = await sandbox.request('PUT', IMPORT, undefined, { raw: before })

  expect(status).toBe(200)
  expect(await exported(sandbox)).toBe(before)
})

test('a clock that has run on from the last time that it is set to is taken', async () => {
  const sandbox = await freshSandbox()
  const state = JSON.parse(await exported(sandbox))
  state.sandbox.state.clock.frozenAt = Date.parse('9999-06-01T00:00:00Z')

  const { status } = await sandbox.request('PUT', IMPORT, state)

  expect(status).toBe(200)
})

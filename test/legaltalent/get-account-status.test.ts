import { expect, test } from 'vitest'
import { ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an account is active, and shows its credits and its seats', async () => {
  const sandbox = await freshSandbox({ settings: { legaltalent: { credits: 40, seats: 20 } } })
  const { tenant_id, ...credits } = (await sandbox.request('GET', `${ME}/credits`)).body.data
  const { tenant_id: _same, ...watchlist_seats } = (await sandbox.request('GET', `${ME}/watchlist-seats`)).body.data

  const { status, body } = await sandbox.request('GET', `${ME}/account-status`)

  expect(status).toBe(200)
  expect(body.data).toEqual({ tenant_id, account_status: 'active', credits, watchlist_seats })
  expect(body.data).toMatchObject({ tenant_id: 'tenant_demo', credits: { total: 40 }, watchlist_seats: { total: 20 } })
})

import { expect, test } from 'vitest'
import { BY_OTHER, createWatchlist, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const SEEDED = ['Customer Monitoring', 'Vendors, weekly']

test.each([
  ['everything', '', [...SEEDED, 'Banks', 'Wallets']],
  ['the active ones', '?active=true', ['Customer Monitoring', 'Banks', 'Wallets']],
  ['the paused ones as well', '?active=false', [...SEEDED, 'Banks', 'Wallets']],
  ['those with a tag', '?tags=eu', ['Banks', 'Wallets']],
  ['those with any of some tags', '?tags=banks,%20vendors', ['Vendors, weekly', 'Banks']],
  ['those that are active and have a tag', '?active=true&tags=vendors,wallets', ['Wallets']],
  ['nothing for a tag that nobody has', '?tags=constructor', []],
])('it lists %s', async (_what, query, names) => {
  const sandbox = await freshSandbox()
  await createWatchlist(sandbox, { name: 'Banks', tags: ['banks', 'eu'] })
  await createWatchlist(sandbox, { name: 'Wallets', tags: ['wallets', 'eu'] })

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}${query}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ watchlists: names.map((name) => ({ name })), count: names.length })
  expect(body.data.watchlists).toHaveLength(names.length)
})

test("another tenant's watchlists are not listed", async () => {
  const sandbox = await freshSandbox()
  await createWatchlist(sandbox)

  const { body } = await sandbox.request('GET', WATCHLISTS, undefined, BY_OTHER)

  expect(body.data.watchlists).toMatchObject([{ tenant_id: 'tenant_other', name: 'Customer Monitoring' }])
})

test('a filter that is neither true nor false is refused', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', `${WATCHLISTS}?active=maybe`)

  expect(status).toBe(400)
})

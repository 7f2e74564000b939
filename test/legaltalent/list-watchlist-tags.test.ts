import { expect, test } from 'vitest'
import { addSubject, BY_OTHER, createWatchlist, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('tags of watchlists and subjects are listed once each', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox, { tags: ['vip', 'uy'] })
  await addSubject(sandbox, watchlist, { tags: ['vip', 'board'] })

  const { status, body } = await sandbox.request('GET', `${WATCHLISTS}/tags`)

  expect(status).toBe(200)
  expect(body.data).toEqual({ tags: ['board', 'supplier', 'uy', 'vendors', 'vip', 'wallet'], count: 6 })
})

test("another tenant's tags are not among them", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${WATCHLISTS}/tags`, undefined, BY_OTHER)

  expect(body.data).toEqual({ tags: [], count: 0 })
})

import { expect, test } from 'vitest'
import { addSubject, BY_OTHER, createWatchlist, DAY, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/watchlist-seats`

test('a subject takes a seat until its time is over', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH)).body.data
  await addSubject(sandbox, await createWatchlist(sandbox), { duration_days: 30 })

  const { status, body } = await sandbox.request('GET', PATH)
  await sandbox.clock.advance(31 * DAY)
  const after = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, used: before.used + 1, available: before.available - 1 })
  expect(after.body.data).toEqual(before)
})

test("another tenant's seats are its own", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(body.data).toMatchObject({ tenant_id: 'tenant_other', used: 1 })
})

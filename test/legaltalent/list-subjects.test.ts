import { expect, test } from 'vitest'
import { BY_OTHER, SUPPLIER_SUBJECT, VENDORS_WEEKLY, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${WATCHLISTS}/${VENDORS_WEEKLY}/subjects`

test.each([
  ['everybody', '', 2],
  ['those with a tag', '?tags=uy', 1],
  ['those with any of some tags', '?tags=wallet,supplier', 2],
  ['nobody, for a tag that nobody has', '?tags=vip', 0],
])('it lists %s', async (_what, query, count) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${PATH}${query}`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ watchlist_id: VENDORS_WEEKLY, count })
  expect(body.data.subjects).toHaveLength(count)
})

test('a subject is shown as the vendor shows it', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${PATH}?tags=supplier`)

  expect(body.data.subjects).toEqual([
    {
      subject_id: SUPPLIER_SUBJECT,
      watchlist_id: VENDORS_WEEKLY,
      full_name: 'Paper and Ink SRL',
      identifier: '210987650019',
      identifier_type: 'tax_id',
      tags: ['supplier', 'uy'],
      session_id: null,
      customer_id: null,
      open_matches: 0,
      added_at: '2026-03-10T09:00:00Z',
      expires_at: 2088579600,
    },
  ])
})

test("another tenant's watchlist is not found", async () => {
  const sandbox = await freshSandbox()

  expect((await sandbox.request('GET', PATH, undefined, BY_OTHER)).status).toBe(404)
})

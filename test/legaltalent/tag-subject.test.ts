import { expect, test } from 'vitest'
import {
  BY_OTHER,
  CUSTOMER_MONITORING,
  SUPPLIER_SUBJECT,
  subjectsOn,
  UNKNOWN,
  VENDORS_WEEKLY,
  WATCHLISTS,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${WATCHLISTS}/${VENDORS_WEEKLY}/subjects/${SUPPLIER_SUBJECT}`

test.each([
  [
    ['vip', 'vip', 'new'],
    ['vip', 'new'],
  ],
  [[], []],
])('tags %j replace those before', async (tags, after) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', PATH, { tags })

  expect(status).toBe(200)
  expect(body.data).toEqual({ subject_id: SUPPLIER_SUBJECT, tags: after, message: 'Subject tags updated successfully' })
  expect((await subjectsOn(sandbox, VENDORS_WEEKLY))[0]?.tags).toEqual(after)
})

test.each([{}, { tags: null }, { tags: 'vip' }, { tags: [5] }, { tags: [''] }])(
  '%j is refused and changes nothing',
  async (body) => {
    const sandbox = await freshSandbox()

    const { status } = await sandbox.request('PATCH', PATH, body)

    expect(status).toBe(400)
    expect((await subjectsOn(sandbox, VENDORS_WEEKLY))[0]?.tags).toEqual(['supplier', 'uy'])
  },
)

test.each([
  ['an unknown subject', `${WATCHLISTS}/${VENDORS_WEEKLY}/subjects/${UNKNOWN}`],
  ['a subject of another watchlist', `${WATCHLISTS}/${CUSTOMER_MONITORING}/subjects/${SUPPLIER_SUBJECT}`],
])('%s is not found, whatever the body', async (_what, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', path, { tags: 'wrong' })

  expect(status).toBe(404)
  expect(body.error).toEqual({
    type: 'NotFoundError',
    message: 'Subject not found in watchlist',
    code: 'SUBJECT_NOT_FOUND',
  })
})

test("another tenant's watchlist is not found", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PATCH', PATH, { tags: [] }, BY_OTHER)

  expect(body.error.code).toBe('WATCHLIST_NOT_FOUND')
})

import { expect, test } from 'vitest'
import {
  addSubject,
  SUPPLIER_SUBJECT,
  seatsUsed,
  subjectsOn,
  VENDORS_WEEKLY,
  WATCHLISTS,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${WATCHLISTS}/${VENDORS_WEEKLY}/subjects/${SUPPLIER_SUBJECT}`

test('a removed subject leaves its seat, and may be added again', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)

  const { status, body } = await sandbox.request('DELETE', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', message: 'Subject removed successfully' })
  expect(await seatsUsed(sandbox)).toBe(seats - 1)
  expect((await sandbox.request('DELETE', PATH)).status).toBe(404)
  await addSubject(sandbox, VENDORS_WEEKLY, { full_name: 'Paper and Ink SRL' })
  expect(await subjectsOn(sandbox, VENDORS_WEEKLY)).toHaveLength(2)
})

import { expect, test } from 'vitest'
import { CUSTOMERS, NAMELESS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 39: a customer without sessions has an empty list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${NAMELESS}/sessions`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ sessions: [], count: 0, cursor: null, has_more: false })
})

import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND, UNKNOWN } from '../support/oak.ts'
import { MERCHANT_FILES, merchantFile } from '../support/oak-merchant-files.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a file is read as it was shown', async () => {
  const sandbox = await freshSandbox()
  const file = await merchantFile(sandbox)

  const { status, body } = await sandbox.request('GET', `${MERCHANT_FILES}/${file.id}`)

  expect(status).toBe(200)
  expect(body.data).toEqual(file)
})

test("a file that does not exist, or is another merchant's, is 404", async () => {
  const sandbox = await freshSandbox()
  const { id } = await merchantFile(sandbox)

  const unknown = await sandbox.request('GET', `${MERCHANT_FILES}/${UNKNOWN}`)
  const others = await sandbox.request('GET', `${MERCHANT_FILES}/${id}`, undefined, BY_OTHER)

  expect([unknown.status, others.status]).toEqual([404, 404])
  expect([unknown.body, others.body]).toEqual([NOT_FOUND, NOT_FOUND])
})

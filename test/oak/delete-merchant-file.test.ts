import { expect, test } from 'vitest'
import { BY_OTHER, NOT_FOUND } from '../support/oak.ts'
import { MERCHANT_FILES, merchantFile } from '../support/oak-merchant-files.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a file that is deleted is gone, and cannot be deleted again', async () => {
  const sandbox = await freshSandbox()
  const { id } = await merchantFile(sandbox)

  const { status, body } = await sandbox.request('DELETE', `${MERCHANT_FILES}/${id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'file deleted', data: null })
  expect((await sandbox.request('GET', `${MERCHANT_FILES}/${id}`)).body).toEqual(NOT_FOUND)
  expect((await sandbox.request('DELETE', `${MERCHANT_FILES}/${id}`)).status).toBe(404)
})

test("another merchant's file is 404, and stays", async () => {
  const sandbox = await freshSandbox()
  const { id } = await merchantFile(sandbox)

  const { status } = await sandbox.request('DELETE', `${MERCHANT_FILES}/${id}`, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect((await sandbox.request('GET', `${MERCHANT_FILES}/${id}`)).status).toBe(200)
})

import { expect, test } from 'vitest'
import { BY_OTHER, GRACE, GRACES_BANK, methodsOf } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const BANK = `${methodsOf(GRACE)}/${GRACES_BANK}`

test('a payment method that is removed is not found afterwards', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', BANK)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'payment method deleted', data: null })
  expect((await sandbox.request('GET', BANK)).status).toBe(404)
  expect((await sandbox.request('DELETE', BANK)).status).toBe(404)
})

test('another merchant cannot remove it', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('DELETE', BANK, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect((await sandbox.request('GET', BANK)).status).toBe(200)
})

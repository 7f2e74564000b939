import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test('anybody may ask whether the API is up', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/oak/api/health', undefined, { as: null })

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'ok', data: { status: 'ok' } })
})

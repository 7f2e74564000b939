import { expect, test } from 'vitest'
import { CUSTOMERS, NOT_FOUND, OTHERS, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

const ROUTES = [
  ['GET', `${CUSTOMERS}/ID`],
  ['PUT', `${CUSTOMERS}/ID`],
  ['POST', `${CUSTOMERS}/ID/sync`],
  ['GET', `${CUSTOMERS}/ID/balances`],
  ['POST', `${CUSTOMERS}/ID/files`],
  ['GET', `${CUSTOMERS}/ID/files`],
  ['POST', `${CUSTOMERS}/ID/platforms`],
  ['GET', '/oak/api/v1/provider-registration/ID/status'],
  ['POST', '/oak/api/v1/provider-registration/ID/submit'],
] as const

test.each(
  [UNKNOWN, OTHERS, 'non-existent-id'].flatMap((id) => ROUTES.map(([method, path]) => [method, path, id] as const)),
)('row 40: %s %s of %s is 404, whatever is sent', async (method, path, id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, path.replace('ID', id), method === 'GET' ? undefined : {})

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

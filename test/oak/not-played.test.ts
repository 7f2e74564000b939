import { expect, test } from 'vitest'
import { UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['GET', '/subscription/plans'],
  ['POST', '/subscription/plans'],
  ['GET', `/subscription/plans/${UNKNOWN}`],
  ['PATCH', `/subscription/plans/${UNKNOWN}/publish`],
  ['POST', '/subscription/subscribe'],
  ['GET', '/subscription/list'],
  ['GET', `/subscription/${UNKNOWN}`],
  ['POST', `/subscription/${UNKNOWN}/payment`],
  ['PATCH', `/subscription/subscriptions/${UNKNOWN}/cancel`],
])('%s %s is documented and not played: 501 in the shape of the API', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, `/oak/api/v1${path}`, method === 'GET' ? undefined : {})

  expect(status).toBe(501)
  expect(body).toEqual({
    msg: `The sandbox does not play /oak/api/v1${path}`,
    data: null,
    error_code: 'not_implemented',
    failure_reasons: [expect.objectContaining({ code: 'not_implemented' })],
  })
})

test.each([
  ['PUT', `/disputes/${UNKNOWN}/evidence`],
  ['GET', `/payments/${UNKNOWN}`],
  ['GET', '/nothing'],
])('%s %s is 404 in the shape of the API', async (method, path) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(method, `/oak/api/v1${path}`, method === 'GET' ? undefined : {})

  expect(status).toBe(404)
  expect(body).toMatchObject({ msg: expect.any(String), data: null, error_code: 'not_found' })
})

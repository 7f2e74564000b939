import { expect, test } from 'vitest'
import { ANA } from '../support/conomy.ts'
import { BY_OTHER, VERSION } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a deleted customer is gone from both contracts, and cannot be deleted twice', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', `/conomy/customers/${ANA}`)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  const here = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION)
  const there = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  const listed = await sandbox.request('GET', `/conomy/customers?id=${ANA}`, undefined, VERSION)
  const again = await sandbox.request('DELETE', `/conomy/customers/${ANA}`)
  expect([here.status, there.status, again.status]).toEqual([404, 404, 404])
  expect(listed.body.results).toEqual([])
})

test("another tenant's customer is not found and stays", async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', `/conomy/customers/${ANA}`, undefined, BY_OTHER)

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
  const { status: after } = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION)
  expect(after).toBe(200)
})

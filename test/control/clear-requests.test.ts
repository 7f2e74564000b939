import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

test('an emptied log goes on counting', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', CUSTOMERS)

  const { status } = await sandbox.request('DELETE', '/_sandbox/requests')

  const { body: emptied } = await sandbox.request('GET', '/_sandbox/requests')
  await sandbox.request('GET', CUSTOMERS)
  const { body: used } = await sandbox.request('GET', '/_sandbox/requests')
  expect(status).toBe(204)
  expect(emptied).toEqual({ requests: [] })
  expect(used.requests).toMatchObject([{ id: 'req_2' }])
})

test('a reset leaves the log alone', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('GET', CUSTOMERS)

  await sandbox.request('POST', '/_sandbox/reset')

  expect((await sandbox.request('GET', '/_sandbox/requests')).body.requests).toHaveLength(1)
})

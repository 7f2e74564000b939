import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { WEBHOOKS } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every event of the contract is in one category', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${WEBHOOKS}/event-types`)

  expect(status).toBe(200)
  expect(body.data).toContainEqual({
    category: 'customer_sync_lifecycle',
    events: ['customer.sync.started', 'customer.sync.succeeded', 'customer.sync.failed'],
  })
  const types: { events: string[] }[] = body.data
  expect(types.flatMap(({ events }) => events).sort()).toEqual([...(await Contract.load()).eventsOf('oak')].sort())
})

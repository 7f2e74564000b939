import { expect, test } from 'vitest'
import { ACME, CUSTOMERS, createCustomer, customerNow } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const AT_BRIDGE = { provider: 'bridge', target_role: 'customer' }

const populate = (sandbox: TestSandbox, id: string, more: object = {}) =>
  sandbox.request('POST', `${CUSTOMERS}/${id}/platforms`, { ...AT_BRIDGE, ...more })

const submit = (sandbox: TestSandbox, id: string, body: object = AT_BRIDGE) =>
  sandbox.request('POST', `/oak/api/v1/provider-registration/${id}/submit`, body)

const decide = (sandbox: TestSandbox, id: string, status: string) =>
  sandbox.request('PUT', `/_sandbox/oak/customers/${id}/registrations`, { ...AT_BRIDGE, status })

test('every change of what a customer is at a provider is a new version of the customer', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  const seen: unknown[] = []
  for (const change of [
    () => populate(sandbox, id),
    () => submit(sandbox, id),
    () => decide(sandbox, id, 'approved'),
  ]) {
    await sandbox.clock.advance(1000)
    await change()
    const { version, updated_at, platforms } = await customerNow(sandbox, id)
    seen.push([version, updated_at, platforms[0].status])
  }

  expect(seen).toEqual([
    [2, '2026-04-20T12:00:01.000Z', 'not_submitted'],
    [3, '2026-04-20T12:00:02.000Z', 'awaiting_confirmation'],
    [4, '2026-04-20T12:00:03.000Z', 'approved'],
  ])
})

test('so is what a provider decides by itself', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox, { email: 'slow@example.com' })
  await submit(sandbox, id)

  await sandbox.clock.advance(10_000)

  expect(await customerNow(sandbox, id)).toMatchObject({ version: 3, updated_at: '2026-04-20T12:00:10.000Z' })
})

test('what does not show on the customer is none', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  await populate(sandbox, id)
  await sandbox.clock.advance(1000)
  const before = [await customerNow(sandbox, id), await customerNow(sandbox, ACME)]

  await populate(sandbox, id, { nickname: 'ada' })
  await submit(sandbox, ACME, { provider: 'stripe', target_role: 'connected_account' })

  expect([await customerNow(sandbox, id), await customerNow(sandbox, ACME)]).toEqual(before)
})

test('a change of what a customer is at a provider is found by the time of it', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)
  await sandbox.clock.advance(60_000)
  await submit(sandbox, id)

  const { body } = await sandbox.request('GET', `${CUSTOMERS}?updated_at[gte]=2026-04-20T12:01:00Z`)

  expect(body.data.customer_list).toMatchObject([{ id, version: 2 }])
})

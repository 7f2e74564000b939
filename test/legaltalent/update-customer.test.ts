import { expect, test } from 'vitest'
import { ANDES, CUSTOMERS, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('rows 25, 27: a patch changes what it names, and never who the customer is', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)).body.data

  const { status, body } = await sandbox.request('PATCH', `${CUSTOMERS}/${ANDES}`, {
    website: 'https://new.example',
    customer_id: UNKNOWN,
    tenant_id: 'tenant_other',
  })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, website: 'https://new.example', updated_at: '2026-04-20T12:00:00Z' })
})

test("row 26: another customer's client_id is refused", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', `${CUSTOMERS}/${ANDES}`, { client_id: 'merchant_1002' })

  expect(status).toBe(409)
})

test('an empty patch is refused', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', `${CUSTOMERS}/${ANDES}`, {})

  expect(status).toBe(400)
})

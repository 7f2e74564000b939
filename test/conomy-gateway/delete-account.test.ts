import { expect, test } from 'vitest'
import { AN_ACCOUNT, BY_OTHER, CAMILAS, create, OPERATIONS, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 66: an empty account is deleted, and is gone from reads and lists', async () => {
  const sandbox = await freshSandbox()
  const { id, accountNumber } = await create(sandbox, '/conomy/accounts', AN_ACCOUNT)

  const { status, body } = await sandbox.request('DELETE', `/conomy/accounts/${id}`)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  const read = await sandbox.request('GET', `/conomy/accounts/${id}`)
  const listed = await sandbox.request('GET', `/conomy/accounts?accountNumber=${accountNumber}`)
  const again = await sandbox.request('DELETE', `/conomy/accounts/${id}`)
  expect([read.status, again.status]).toEqual([404, 404])
  expect(listed.body.pagination.total).toBe(0)
})

test('an account that holds something cannot be deleted', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', `/conomy/accounts/${PESOS}`)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21', detail: expect.stringContaining('2000000') })
  expect((await sandbox.request('GET', `/conomy/accounts/${PESOS}`)).status).toBe(200)
})

test('an empty account with sub-accounts cannot be deleted before them', async () => {
  const sandbox = await freshSandbox()
  for (const id of [OPERATIONS, CAMILAS]) {
    await sandbox.request('PUT', `/_sandbox/conomy/accounts/${id}/balance`, { balance: '0.00' })
  }

  const early = await sandbox.request('DELETE', `/conomy/accounts/${OPERATIONS}`)
  const child = await sandbox.request('DELETE', `/conomy/accounts/${CAMILAS}`)
  const parent = await sandbox.request('DELETE', `/conomy/accounts/${OPERATIONS}`)

  expect(early.status).toBe(422)
  expect(early.body).toMatchObject({ code: '21' })
  expect([child.status, parent.status]).toEqual([204, 204])
})

test("an unknown account and another tenant's are not found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/accounts', AN_ACCOUNT)

  const unknown = await sandbox.request('DELETE', '/conomy/accounts/nowhere')
  const others = await sandbox.request('DELETE', `/conomy/accounts/${OTHERS_ACCOUNT}`)
  const asOther = await sandbox.request('DELETE', `/conomy/accounts/${id}`, undefined, BY_OTHER)

  expect([unknown.status, others.status, asOther.status]).toEqual([404, 404, 404])
  expect(asOther.body).toMatchObject({ code: '31' })
  expect((await sandbox.request('GET', `/conomy/accounts/${id}`)).status).toBe(200)
})

test('an account that a payment under way will pay into is kept until the payment is over', async () => {
  const sandbox = await freshSandbox()
  const account = await sandbox.request('POST', '/conomy/accounts', {
    identityId: '69c000000000000000000001',
    type: 'CHECKING',
    custody: 'BANK_ACCOUNT',
    currency: 'CLP',
    name: 'Short-lived',
  })
  const payment = await sandbox.request('POST', '/conomy/payments', {
    type: 'TOPUP_ACCOUNT',
    totalAmount: '5000',
    currency: 'CLP',
    product: 'CLP:CLP',
    origins: [{ type: 'ETPAY' }],
    destinations: [{ type: 'ACCOUNT', accountNumber: account.body.accountNumber }],
  })

  const early = await sandbox.request('DELETE', `/conomy/accounts/${account.body.id}`)
  await sandbox.request('POST', `/_sandbox/conomy/payments/${payment.body.id}/fail`)
  const late = await sandbox.request('DELETE', `/conomy/accounts/${account.body.id}`)

  expect(early).toMatchObject({ status: 422, body: { code: '21' } })
  expect(late.status).toBe(204)
})

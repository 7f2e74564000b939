import { expect, test } from 'vitest'
import { CAMILAS, OPERATIONS, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 63: an account has its thirteen keys, and amounts that are digits', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/accounts/${PESOS}`)

  expect(status).toBe(200)
  expect(body).toEqual({
    id: PESOS,
    identityId: '69c000000000000000000003',
    externalId: '',
    type: 'CHECKING',
    custody: 'BANK_ACCOUNT',
    balance: '2000000',
    availableFunds: '2000000',
    currency: 'ARS',
    name: 'Pesos',
    accountNumber: '177523916800000000000003',
    accountHolder: 'Tomás',
    status: 'ACTIVE',
    parentId: '',
    accruedYield: '',
    monthlyYield: '',
    createdAt: '2026-04-03T17:59:28Z',
    updatedAt: '2026-04-03T17:59:28Z',
  })
})

test('an account with sub-accounts shows what they hold together', async () => {
  const sandbox = await freshSandbox()

  const parent = await sandbox.request('GET', `/conomy/accounts/${OPERATIONS}`)
  const child = await sandbox.request('GET', `/conomy/accounts/${CAMILAS}`)

  expect(parent.body.subAccounts).toEqual({ balance: '120000', availableFunds: '120000' })
  expect(child.body).toMatchObject({ parentId: OPERATIONS })
  expect(child.body).not.toHaveProperty('subAccounts')
})

test('an account number finds it too', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/conomy/accounts/177523916800000000000003')

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: PESOS })
})

test("an unknown account and another tenant's, by id or number, are not found", async () => {
  const sandbox = await freshSandbox()

  for (const id of ['nowhere', OTHERS_ACCOUNT, '177523916800000000000004']) {
    const { status, body } = await sandbox.request('GET', `/conomy/accounts/${id}`)

    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
})

test('without authentication nobody says who they are, and the demo tenant is assumed', async () => {
  const sandbox = await freshSandbox({ auth: false })

  const own = await sandbox.request('GET', `/conomy/accounts/${PESOS}`, undefined, { as: null })
  const others = await sandbox.request('GET', `/conomy/accounts/${OTHERS_ACCOUNT}`, undefined, { as: null })

  expect(own.body).toMatchObject({ id: PESOS })
  expect(others.status).toBe(404)
})

test('row 57: an unknown version is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/accounts/${PESOS}`, undefined, {
    headers: { 'conomyhq-api-version': '01-01-2020' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

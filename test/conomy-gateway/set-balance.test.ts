import { expect, test } from 'vitest'
import { create, OPERATIONS, OTHERS_ACCOUNT, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const path = (id: string): string => `/_sandbox/conomy/accounts/${id}/balance`

test('an operator sets what an account holds', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PUT', path(PESOS), { balance: '0123.450' })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: PESOS,
    balance: '123.45',
    availableFunds: '123.45',
    updatedAt: '2026-04-20T12:00:00Z',
  })
  expect((await sandbox.request('GET', `/conomy/accounts/${PESOS}`)).body).toEqual(body)
})

test('amounts are not rounded, however many digits they have', async () => {
  const sandbox = await freshSandbox()
  const balance = '123456789012345678901234567890.0123456789'

  const { body } = await sandbox.request('PUT', path(OPERATIONS), { balance })

  expect(body).toMatchObject({ balance, availableFunds: balance })
})

test('what is reserved for a withdrawal stays reserved, and a balance below it is refused', async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, '/conomy/payments', {
    type: 'WITHDRAWAL_ACCOUNT',
    product: 'ARS:ARS',
    totalAmount: '500000.5',
    currency: 'ARS',
    origins: [{ type: 'ACCOUNT', accountNumber: '177523916800000000000003' }],
    destinations: [{ type: 'BANK_ACCOUNT' }],
  })

  const enough = await sandbox.request('PUT', path(PESOS), { balance: '500000.50' })
  const more = await sandbox.request('PUT', path(PESOS), { balance: '600000' })
  const less = await sandbox.request('PUT', path(PESOS), { balance: '500000.49' })

  expect(enough.body).toMatchObject({ balance: '500000.5', availableFunds: '0' })
  expect(more.body).toMatchObject({ balance: '600000', availableFunds: '99999.5' })
  expect(less.status).toBe(409)
  expect(less.body).toMatchObject({ vendorError: { status: 422, body: { code: '21' } } })
  expect((await sandbox.request('GET', `/conomy/accounts/${PESOS}`)).body).toEqual(more.body)
})

test.each([{ balance: '-1' }, { balance: 5 }, { balance: '1e3' }, { balance: '1.' }, { balance: '' }, {}])(
  'a balance is digits in a text: %o',
  async (body) => {
    const sandbox = await freshSandbox()

    const answer = await sandbox.request('PUT', path(PESOS), body)

    expect(answer.status).toBe(400)
    expect((await sandbox.request('GET', `/conomy/accounts/${PESOS}`)).body.balance).toBe('2000000')
  },
)

test('an operator sees every tenant, and an account that does not exist is not found', async () => {
  const sandbox = await freshSandbox()

  const others = await sandbox.request('PUT', path(OTHERS_ACCOUNT), { balance: '1' })
  const nowhere = await sandbox.request('PUT', path('nowhere'), { balance: '1' })

  expect(others.status).toBe(200)
  expect(nowhere.status).toBe(404)
})

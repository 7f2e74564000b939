import { expect, test } from 'vitest'
import { CAMILAS, OPERATIONS, ORGANIZATION, OTHERS_IDENTITY, PESOS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import {
  A_TOP_UP,
  A_TRANSFER,
  A_WITHDRAWAL,
  account,
  CAMILAS_NUMBER,
  held,
  listed,
  OPERATIONS_NUMBER,
  OTHERS_NUMBER,
  PESOS_NUMBER,
  pay,
  told,
} from './payments.ts'

const PATH = '/conomy/payments'

test('more than is available is refused, and nothing is stored, reserved or told', async () => {
  const sandbox = await freshSandbox()
  await pay(sandbox, { ...A_WITHDRAWAL, totalAmount: '120000' })
  const before = told(sandbox)

  const { status, body } = await sandbox.request('POST', PATH, { ...A_WITHDRAWAL, totalAmount: '0.01' })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21', type: 'failedPrecondition' })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '0' })
  expect(await listed(sandbox)).toHaveLength(1)
  expect(told(sandbox)).toEqual(before)
})

test('the second of two givers who has too little undoes what the first has reserved', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', PATH, {
    ...A_WITHDRAWAL,
    type: 'PURCHASE',
    totalAmount: '121001',
    origins: [account(OPERATIONS_NUMBER, '1000'), account(CAMILAS_NUMBER, '120001')],
  })

  expect(status).toBe(422)
  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '5000000', availableFunds: '5000000' })
})

test.each([
  ['type', '12'],
  ['product', '12'],
  ['origins', '12'],
  ['destinations', '12'],
  ['totalAmount', '12'],
  ['currency', '12'],
])('without %s a payment is refused', async (name, code) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, [name]: undefined })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code, detail: expect.stringContaining(name) })
  expect(await listed(sandbox)).toEqual([])
})

test.each([
  { totalAmount: 5000 },
  { totalAmount: '-5' },
  { totalAmount: '5e3' },
  { totalAmount: '5.' },
  { totalAmount: '.5' },
  { totalAmount: '5,5' },
  { totalAmount: '' },
  { totalAmount: '0' },
  { totalAmount: '0.00' },
  { purchaseAmount: '5000' },
  { currency: 'XYZ' },
  { product: 'CLP' },
  { product: 'ARS:CLP' },
  { type: 'REFUND' },
  { type: 'LOCAL_DEPOSIT' },
  { origins: [] },
  { destinations: [] },
  { origins: [{ type: 'PIGEON' }] },
  { origins: [{ type: 'ETPAY' }, { type: 'FINTOC' }] },
  { origins: [account(OPERATIONS_NUMBER)] },
  { destinations: [{ type: 'BANK_ACCOUNT' }] },
  { destinations: [account(CAMILAS_NUMBER, '1')] },
  { destinations: [account(CAMILAS_NUMBER, '4000'), account(OPERATIONS_NUMBER, '1001')] },
  { ...A_WITHDRAWAL, origins: [{ type: 'CVU' }] },
  { ...A_WITHDRAWAL, destinations: [account(OPERATIONS_NUMBER)] },
  { ...A_TRANSFER, destinations: [{ type: 'BANK_ACCOUNT' }] },
])('a payment that cannot be is refused, and nothing is stored: %o', async (more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, ...more })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
  expect(await listed(sandbox)).toEqual([])
  expect(told(sandbox)).toEqual([])
})

test('an account without a number, and several without their shares, are named as missing', async () => {
  const sandbox = await freshSandbox()
  const ask = (destinations: object[]) => sandbox.request('POST', PATH, { ...A_TOP_UP, destinations })

  const noNumber = await ask([{ type: 'ACCOUNT' }])
  const noShare = await ask([account(CAMILAS_NUMBER, '1'), account(OPERATIONS_NUMBER)])

  expect(noNumber).toMatchObject({
    status: 400,
    body: { code: '12', detail: expect.stringContaining('accountNumber') },
  })
  expect(noShare).toMatchObject({ status: 400, body: { code: '12', detail: expect.stringContaining('amount') } })
})

test.each([
  { destinations: [account('nowhere')] },
  { destinations: [account(OTHERS_NUMBER)] },
  { accountNumber: OTHERS_NUMBER },
  { identityId: OTHERS_IDENTITY },
  { customerId: '69b000000000000000000001' },
])("what does not exist or is another tenant's is not found: %o", async (more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, ...more })

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31' })
})

test('an account of another currency, and a blocked one, are refused on either side', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `/_sandbox/conomy/accounts/${CAMILAS}/status`, { status: 'BLOCKED' })
  const ask = (input: object) => sandbox.request('POST', PATH, input)

  for (const answer of [
    await ask({ ...A_TOP_UP, destinations: [account(PESOS_NUMBER)] }),
    await ask({ ...A_WITHDRAWAL, origins: [account(PESOS_NUMBER)] }),
    await ask(A_TOP_UP),
    await ask(A_WITHDRAWAL),
  ]) {
    expect(answer).toMatchObject({ status: 422, body: { code: '21' } })
  }
  expect((await held(sandbox, PESOS)).availableFunds).toBe('2000000')
})

test.each([
  ['TOPUP_ACCOUNT', { destinations: [account(CAMILAS_NUMBER, '4000'), account(OPERATIONS_NUMBER, '1000')] }],
  ['WITHDRAWAL_ACCOUNT', { ...A_WITHDRAWAL, identityId: ORGANIZATION }],
])('a %s of an account of somebody else is refused, and nothing is reserved', async (_, more) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, ...more })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
})

test('an account cannot take part with nothing, and rails count in what has to add up', async () => {
  const sandbox = await freshSandbox()
  const origins = [account(CAMILAS_NUMBER, '100'), { type: 'CVU', amount: '40' }]
  const purchase = { ...A_WITHDRAWAL, type: 'PURCHASE', totalAmount: '100' }

  const tooMuch = await sandbox.request('POST', PATH, { ...purchase, origins })
  const nothing = await sandbox.request('POST', PATH, { ...purchase, origins: [account(CAMILAS_NUMBER, '0')] })
  const shared = await sandbox.request('POST', PATH, { ...purchase, totalAmount: '140', origins })

  expect(tooMuch).toMatchObject({ status: 400, body: { code: '11' } })
  expect(nothing).toMatchObject({ status: 400, body: { code: '11' } })
  expect(shared.status).toBe(200)
})

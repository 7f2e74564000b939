import { expect, test } from 'vitest'
import { CAMILA, CAMILAS, OPERATIONS, ORGANIZATION } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'
import {
  A_TOP_UP,
  A_TRANSFER,
  A_WITHDRAWAL,
  account,
  CAMILAS_NUMBER,
  held,
  OPERATIONS_NUMBER,
  pay,
  read,
} from './payments.ts'

const PATH = '/conomy/payments'

test('a top-up is created with one amount and one currency, waits for 48 hours, and moves nothing yet', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PATH, { ...A_TOP_UP, externalId: 'order-1' })

  expect(status).toBe(200)
  expect(body).toEqual({
    id: expect.stringMatching(/^69e6[0-9a-f]{20}$/),
    externalId: 'order-1',
    status: 'CREATED',
    type: 'TOPUP_ACCOUNT',
    totalAmount: '5000',
    purchaseAmount: '5000',
    currency: 'CLP',
    purchaseCurrency: 'CLP',
    product: 'CLP:CLP',
    description: '',
    origins: [{ type: 'ETPAY' }],
    destinations: [account(CAMILAS_NUMBER)],
    identityId: CAMILA,
    accountNumber: '',
    customerId: null,
    parentPaymentId: null,
    relatedPaymentId: null,
    documents: [],
    documentationStatus: null,
    reviewReason: null,
    expiresAt: '2026-04-22T12:00:00Z',
    settledAt: null,
    expiredAt: null,
    createdAt: '2026-04-20T12:00:00Z',
    updatedAt: '2026-04-20T12:00:00Z',
  })
  expect(await read(sandbox, body.id)).toEqual(body)
  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '120000', availableFunds: '120000' })
})

test.each([
  [A_WITHDRAWAL, CAMILAS, { balance: '120000', availableFunds: '100000' }],
  [A_TRANSFER, OPERATIONS, { balance: '5000000', availableFunds: '4930000' }],
])('what leaves an account is reserved at once: %o', async (input, giver, after) => {
  const sandbox = await freshSandbox()

  await pay(sandbox, input)

  expect(await held(sandbox, giver)).toEqual(after)
})

test('several accounts share a payment as they say', async () => {
  const sandbox = await freshSandbox()
  const destinations = [account(CAMILAS_NUMBER, '4999.5'), account(OPERATIONS_NUMBER, '0.50')]

  const { id } = await pay(sandbox, { type: 'COLLECT', destinations })
  await sandbox.request('POST', '/conomy/payments/received', { id })

  expect(await held(sandbox, CAMILAS)).toEqual({ balance: '124999.5', availableFunds: '124999.5' })
  expect(await held(sandbox, OPERATIONS)).toEqual({ balance: '5000000.5', availableFunds: '5000000.5' })
})

test('purchaseAmount and purchaseCurrency do as well, and an amount is shown without zeros that say nothing', async () => {
  const sandbox = await freshSandbox()
  const inTotals = { totalAmount: undefined, currency: undefined }

  const body = await pay(sandbox, { ...inTotals, purchaseAmount: '007.50', purchaseCurrency: 'CLP' })

  expect(body).toMatchObject({ totalAmount: '7.5', purchaseAmount: '7.5', currency: 'CLP', purchaseCurrency: 'CLP' })
})

test('an amount keeps all of its digits', async () => {
  const sandbox = await freshSandbox()
  const totalAmount = '123456789012345678901234567890.0123456789'

  const { id } = await pay(sandbox, { totalAmount })
  await sandbox.request('POST', '/conomy/payments/received', { id })

  expect((await read(sandbox, id)).totalAmount).toBe(totalAmount)
  expect((await held(sandbox, CAMILAS)).balance).toBe('123456789012345678901234687890.0123456789')
})

test('what a rail needs is taken and shown again', async () => {
  const sandbox = await freshSandbox()
  const origins = [{ type: 'PSE', bank: { code: '1007' }, documentNumber: '1020304050', documentType: 'CC' }]

  const body = await pay(sandbox, { origins })

  expect(body.origins).toEqual(origins)
})

test('accountNumber stands for an account node without a number, and belongs to identityId', async () => {
  const sandbox = await freshSandbox()
  const more = { destinations: [{ type: 'ACCOUNT' }], accountNumber: CAMILAS_NUMBER }

  const own = await sandbox.request('POST', PATH, { ...A_TOP_UP, ...more, identityId: CAMILA })
  const wrong = await sandbox.request('POST', PATH, { ...A_TOP_UP, ...more, identityId: ORGANIZATION })

  expect(own).toMatchObject({ status: 200, body: { identityId: CAMILA, accountNumber: CAMILAS_NUMBER } })
  expect(wrong).toMatchObject({ status: 400, body: { code: '11' } })
})

test('keys of the server are not taken from the client', async () => {
  const sandbox = await freshSandbox()

  const body = await pay(sandbox, { id: 'mine', status: 'SETTLED' })

  expect(body.id).not.toBe('mine')
  expect(body.status).toBe('CREATED')
})

test('texts may be null', async () => {
  const sandbox = await freshSandbox()

  const body = await pay(sandbox, {
    externalId: null,
    identityId: null,
    accountNumber: null,
    customerId: null,
    description: null,
  })

  expect(body).toMatchObject({
    externalId: '',
    identityId: CAMILA,
    accountNumber: '',
    customerId: null,
    description: '',
  })
})

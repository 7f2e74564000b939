import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const TAXES = '/oak/api/v1/taxes/calculate'

test('every line has its tax, and all have theirs', async () => {
  const sandbox = await freshSandbox()
  const line_items = [{ amount: 1500, reference: 'book' }, { amount: 5 }]

  const { status, body } = await sandbox.request('POST', TAXES, { currency: 'USD', line_items })

  expect(status).toBe(200)
  expect(body.data).toEqual({
    currency: 'usd',
    amount: 1505,
    tax_amount: 151,
    amount_total: 1656,
    line_items: [
      { reference: 'book', amount: 1500, tax: 150 },
      { reference: null, amount: 5, tax: 1 },
    ],
  })
})

test.each([
  ['currency', { line_items: [{ amount: 1 }] }],
  ['line_items', { currency: 'usd' }],
  ['line_items', { currency: 'usd', line_items: [] }],
  ['line_items.0.amount', { currency: 'usd', line_items: [{ amount: -1 }] }],
])('without a proper %s it is 422', async (field, sent) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', TAXES, sent)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
})

import { expect, test } from 'vitest'
import { allowedMoves, createdPayment, type Move, moved, type PaymentStatus } from '../../src/vendors/oak/payment.ts'
import { NOW } from '../support/sandbox.ts'

const payment = (status: PaymentStatus, capture_method: string) => ({
  ...createdPayment(
    { provider: 'stripe', source: { amount: 1500, currency: 'usd', capture_method } },
    { id: 'a', tenant: 'demo-client', transactionId: 'b', customer: null, payment_method: null, now: NOW },
  ),
  status,
})

const TABLE: [PaymentStatus, string, Move[]][] = [
  ['awaiting_confirmation', 'automatic', ['confirm', 'cancel', 'fail']],
  ['processing', 'automatic', ['cancel', 'pay', 'fail']],
  ['processing', 'manual', ['cancel', 'capture', 'pay', 'fail']],
  ['captured', 'manual', ['settle', 'refund', 'dispute']],
  ['succeeded', 'automatic', ['settle', 'refund', 'dispute']],
  ['settled', 'automatic', ['refund', 'dispute']],
  ['cancelled', 'automatic', []],
  ['failed', 'automatic', []],
  ['refunded', 'automatic', []],
  ['disputed', 'automatic', []],
]

test.each(TABLE)('a payment that is %s, with %s capture, allows %j', (status, capture, allowed) => {
  const moves = allowedMoves(payment(status, capture))

  expect(moves).toEqual(allowed)
})

test('a move that is not allowed changes nothing and names what is', () => {
  const before = payment('succeeded', 'automatic')

  expect(() => moved(before, 'cancel', NOW)).toThrowError('A payment that is succeeded does not allow: cancel')
})

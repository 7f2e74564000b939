import { expect, test } from 'vitest'
import { wishOf } from '../../src/core/wish.ts'

test.each([
  ['approve@example.com', 'approve', false],
  ['reject@example.com', 'reject', false],
  ['review@example.com', 'review', false],
  ['slow@example.com', 'approve', true],
  ['ana+reject@example.com', 'reject', false],
  ['ana+slow+review@example.com', 'review', true],
  ['reject+slow@example.com', 'reject', true],
  ['ANA+Reject@Example.com', 'reject', false],
])('%s wishes to %s', (email, outcome, isSlow) => {
  expect(wishOf(email)).toEqual({ outcome, isSlow })
})

test.each([
  'ana@example.com',
  'rejected@example.com',
  'ana.reject@example.com',
  'ana@reject.com',
  'ana+x@slow+reject',
  'reject',
  '',
  null,
  undefined,
])('%s wishes for nothing', (email) => {
  expect(wishOf(email)).toBeUndefined()
})

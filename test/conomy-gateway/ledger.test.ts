import { expect, test } from 'vitest'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Problem } from '../../src/core/problem.ts'
import { Store } from '../../src/core/store.ts'
import { type Account, accounts } from '../../src/vendors/conomy/account.ts'
import { move, release, reserve } from '../../src/vendors/conomy/ledger.ts'
import type { Payment } from '../../src/vendors/conomy/payment.ts'

const now = new Date('2026-04-20T12:00:00Z')

const AN_ACCOUNT: Account = {
  id: 'a',
  clientId: 'demo-client',
  identityId: 'i',
  externalId: '',
  type: 'CHECKING',
  custody: 'BANK_ACCOUNT',
  balance: '100',
  availableFunds: '100',
  currency: 'ARS',
  name: '',
  accountNumber: '1',
  accountHolder: '',
  status: 'ACTIVE',
  parentId: '',
  createdAt: '2026-04-01T00:00:00Z',
  updatedAt: '2026-04-01T00:00:00Z',
}

const A_PAYMENT: Payment = {
  id: 'p',
  clientId: 'demo-client',
  externalId: '',
  status: 'CREATED',
  type: 'P2P',
  totalAmount: '30',
  purchaseAmount: '30',
  currency: 'ARS',
  purchaseCurrency: 'ARS',
  product: 'ARS:ARS',
  description: '',
  origins: [],
  destinations: [],
  givers: [{ accountId: 'a', amount: '30' }],
  takers: [{ accountId: 'b', amount: '30' }],
  hasMoved: false,
  identityId: '',
  accountNumber: '',
  customerId: null,
  parentPaymentId: null,
  relatedPaymentId: null,
  documents: [],
  documentationStatus: null,
  review: null,
  expiresAt: null,
  settledAt: null,
  expiredAt: null,
  createdAt: '2026-04-01T00:00:00Z',
  updatedAt: '2026-04-01T00:00:00Z',
}

/** Accounts `a` and `b` with 100 each, and what they hold after some steps in one transaction. */
async function openBooks() {
  const store = await Store.open(new MemoryAdapter())
  await store.transact((db) => {
    db.table(accounts).insert(AN_ACCOUNT)
    db.table(accounts).insert({ ...AN_ACCOUNT, id: 'b', accountNumber: '2' })
  })
  return {
    store,
    held: (id: string): string => {
      const row = store.table(accounts).get(id)
      return `${row?.balance} / ${row?.availableFunds}`
    },
  }
}

test('what is reserved is not available and still in the balance', async () => {
  const { store, held } = await openBooks()

  await store.transact((db) => reserve(A_PAYMENT, { db, now }))

  expect([held('a'), held('b')]).toEqual(['100 / 70', '100 / 100'])
  expect(store.table(accounts).get('a')?.updatedAt).toBe('2026-04-20T12:00:00Z')
})

test('what is released is available again', async () => {
  const { store, held } = await openBooks()

  await store.transact((db) => {
    reserve(A_PAYMENT, { db, now })
    release(A_PAYMENT, { db, now })
  })

  expect([held('a'), held('b')]).toEqual(['100 / 100', '100 / 100'])
})

test("what moves leaves the giver and is the taker's, once", async () => {
  const { store, held } = await openBooks()

  const moved = await store.transact((db) => {
    reserve(A_PAYMENT, { db, now })
    const after = move(A_PAYMENT, { db, now })
    return move(after, { db, now })
  })

  expect(moved).toEqual({ ...A_PAYMENT, hasMoved: true })
  expect([held('a'), held('b')]).toEqual(['70 / 70', '130 / 130'])
})

test('what has moved is not released', async () => {
  const { store, held } = await openBooks()

  await store.transact((db) => {
    reserve(A_PAYMENT, { db, now })
    release(move(A_PAYMENT, { db, now }), { db, now })
  })

  expect(held('a')).toBe('70 / 70')
})

test('an account may give twice in one payment, up to what it has', async () => {
  const { store, held } = await openBooks()
  const leg = { accountId: 'a', amount: '50' }

  await store.transact((db) => reserve({ ...A_PAYMENT, givers: [leg, leg] }, { db, now }))

  expect(held('a')).toBe('100 / 0')
})

test('an account may pay itself', async () => {
  const { store, held } = await openBooks()
  const payment = { ...A_PAYMENT, takers: A_PAYMENT.givers }

  await store.transact((db) => {
    reserve(payment, { db, now })
    move(payment, { db, now })
  })

  expect(held('a')).toBe('100 / 100')
})

test('more than is available is refused, and so nothing is reserved anywhere', async () => {
  const { store, held } = await openBooks()
  const givers = [
    { accountId: 'b', amount: '1' },
    { accountId: 'a', amount: '100.0000000001' },
  ]

  const refused = store.transact((db) => reserve({ ...A_PAYMENT, givers }, { db, now }))

  await expect(refused).rejects.toThrow(Problem)
  await expect(refused).rejects.toMatchObject({ kind: 'state' })
  expect([held('a'), held('b')]).toEqual(['100 / 100', '100 / 100'])
})

test('an account that is gone is refused by name', async () => {
  const { store } = await openBooks()
  const takers = [{ accountId: 'gone', amount: '30' }]

  const refused = store.transact((db) => move({ ...A_PAYMENT, givers: [], takers }, { db, now }))

  await expect(refused).rejects.toMatchObject({ kind: 'state', message: expect.stringContaining('gone') })
})

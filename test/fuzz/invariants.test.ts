import { afterAll, expect, test } from 'vitest'
import { endpoints } from '../../src/core/endpoints.ts'
import type { Transaction } from '../../src/core/namespace.ts'
import { deliveries, messages } from '../../src/core/outbox.ts'
import { accounts } from '../../src/vendors/conomy/account.ts'
import { customers } from '../../src/vendors/conomy/customer.ts'
import { vendors } from '../../src/vendors/index.ts'
import { subjects } from '../../src/vendors/legaltalent/subject.ts'
import { payments } from '../../src/vendors/oak/payment.ts'
import { balancesFollowPayments, documentedMeansApproved } from '../support/fuzz/invariants/conomy.ts'
import { openStage } from '../support/fuzz/stage.ts'
import { collectionsOf, differences, freeze, wrongIndexes } from '../support/fuzz/state.ts'
import { rules } from './rules.ts'

// What the fuzzer holds against the sandbox, each of it shown something that is wrong.

const stage = await openStage((bug) => {
  throw bug
})
afterAll(() => stage.close())

async function namespaceAfter(change: (transaction: Transaction) => unknown) {
  const site = await stage.open()
  const { namespace } = await site.world()
  await namespace.transact(change)
  return namespace
}

const brokenIn = (namespace: Awaited<ReturnType<typeof namespaceAfter>>): string[] =>
  rules.invariants.flatMap((invariant) => invariant(namespace))

const first = <T>([row]: Iterable<T>): T => {
  if (row === undefined) throw new Error('There is no row')
  return row
}

test('the seeded rows are whole', async () => {
  const namespace = await namespaceAfter(() => undefined)

  expect(brokenIn(namespace)).toEqual([])
  expect(wrongIndexes(namespace, await collectionsOf(vendors), [])).toEqual([])
})

test('funds that are neither available nor reserved are noticed', async () => {
  const namespace = await namespaceAfter(({ draft }) => {
    const account = first(draft.table(accounts).all())
    draft.table(accounts).replace({ ...account, balance: `${Number(account.balance) + 1}` })
  })

  expect(brokenIn(namespace)).toEqual([expect.stringMatching(/^account \w+ has \d+, \d+ available and 0 reserved$/)])
})

test('a balance that changes without a payment is noticed, unless an operator sets it', async () => {
  const namespace = await namespaceAfter(() => undefined)
  const before = namespace.look()
  await namespace.transact(({ draft }) => {
    const account = first(draft.table(accounts).all())
    draft.table(accounts).replace({ ...account, balance: '1', availableFunds: '1' })
  })
  const answer = { status: 200, headers: new Headers(), text: '', json: undefined }
  const taken = (id: string) => ({ id, answer, before, after: namespace.look() })

  expect(balancesFollowPayments(taken('conomy-gateway.updateAccount'))).toHaveLength(1)
  expect(balancesFollowPayments(taken('conomy-gateway.setBalance'))).toEqual([])
})

test.each([
  [true, 'UPLOADED'],
  [false, 'APPROVED'],
])('somebody who is shown as documented: %s with a document that is %s is noticed', (isDocumented, status) => {
  const json = { customers: [{ isDocumented, documents: [{ status }] }] }
  const answer = { status: 200, headers: new Headers(), text: '', json }
  const nothing = { rows: new Map(), origin: { random: '', clock: { offset: 0, frozenAt: 0 } }, at: new Date(0) }

  const broken = documentedMeansApproved({
    id: 'conomy-gateway.listCustomers',
    answer,
    before: nothing,
    after: nothing,
  })

  expect(broken).toEqual(['isDocumented is not what the documents say'])
})

test('a customer that nobody monitors any more, and a subject that has outstayed, are noticed', async () => {
  const namespace = await namespaceAfter(({ draft }) => {
    const subject = first(draft.table(subjects).all())
    draft.table(subjects).replace({ ...subject, customer_id: null, expires_at: 1 })
  })

  expect(brokenIn(namespace)).toEqual([
    expect.stringMatching(/^customer \S+ is monitored by nobody$/),
    expect.stringMatching(/^subject \S+ is still there after its time$/),
  ])
})

test('a delivery without its message, and one that waits for nothing, are noticed', async () => {
  const namespace = await namespaceAfter(({ draft, send, now }) => {
    const createdAt = now.toISOString()
    const endpoint = { id: 'whe_1', vendor: 'oak', tenant: 'demo-client', url: 'http://127.0.0.1:9/', events: ['*'] }
    draft.table(endpoints).insert({ ...endpoint, enabled: true, dialect: 'standard', secret: null, createdAt })
    const message = { vendor: 'oak', tenant: 'demo-client', event: 'customer.created', dialect: 'standard', data: {} }
    for (let time = 0; time < 2; time++) send(message)
    const [one, other] = draft.table(deliveries).all()
    if (!one || !other) throw new Error('Nothing was queued')
    draft.table(messages).remove(one.messageId)
    draft.table(deliveries).replace({ ...other, nextAttemptAt: null })
  })

  expect(brokenIn(namespace)).toEqual([
    expect.stringMatching(/^delivery \S+ is of no message$/),
    expect.stringMatching(/^delivery \S+ is pending, and its schedule is not$/),
  ])
})

test('a payment whose transaction says something else, and refunds that do not add up, are noticed', async () => {
  const namespace = await namespaceAfter(({ draft }) => {
    const payment = first(draft.table(payments).all())
    draft.table(payments).replace({ ...payment, status: 'cancelled', refunded_amount: payment.refunded_amount + 1 })
  })

  expect(brokenIn(namespace)).toEqual([
    expect.stringMatching(/^payment \S+ is cancelled, and its transaction \w+$/),
    expect.stringMatching(/^payment \S+ of \d+ has refunds of \d+, not \d+$/),
  ])
})

test('a row that is changed in place is noticed: it is frozen, and its indexes tell', async () => {
  // A copy: the fixture's own row is that of every sandbox of this process.
  const namespace = await namespaceAfter(({ draft }) =>
    draft.table(customers).replace({ ...first(draft.table(customers).all()) }),
  )
  const row = first(namespace.store.table(customers).all())
  Object.assign(row, { email: 'changed@example.com' })

  expect(wrongIndexes(namespace, await collectionsOf(vendors), [])).toContainEqual(
    expect.stringMatching(/^conomy\.customers\.byEmail: .*changed@example\.com.* does not find what a scan finds$/),
  )
  freeze(row)
  expect(() => Object.assign(row, { email: 'again@example.com' })).toThrow(TypeError)
})

test('whatever changes of the state is told apart: rows, chance and the clock', async () => {
  const namespace = await namespaceAfter(() => undefined)
  const before = namespace.look()
  await namespace.transact(({ draft, random }) => {
    draft.table(customers).remove(first(draft.table(customers).all()).id)
    random.uuid()
  })
  await namespace.clock.advance((now) => new Date(now.getTime() + 1000))

  expect(differences(before, before)).toEqual([])
  expect(differences(before, namespace.look())).toEqual(['conomy.customers', 'chance', 'the clock'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OPERATIONS, OTHERS_ACCOUNT, OTHERS_IDENTITY, PESOS, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { A_PAYER, account, hours } from './payments.ts'

const TENANTS = ['demo', 'other'] as const
type Tenant = (typeof TENANTS)[number]
type Held = { id: string; tenant: Tenant; number: string; currency: string }
type Row = { id: string; accountNumber: string; currency: string; balance: string; availableFunds: string }
type Node = { type: string; accountNumber?: string; amount?: string }
type Paid = {
  id: string
  type: string
  status: string
  totalAmount: string
  currency: string
  parentPaymentId: string | null
  origins: Node[]
  destinations: Node[]
}

const DIGITS = /^\d+(\.\d+)?$/
/** What every account has at the start, in cents. */
const OPENING = 250_000n

const index = fc.nat({ max: 1000 })
const cents = fc.integer({ min: 1, max: 300_000 })
const tenant = fc.constantFrom(...TENANTS)
const at = <T>(list: readonly T[], place: number): T | undefined => list[place % Math.max(list.length, 1)]

/** One thing that somebody does. Which payment or account it is about is drawn as a number, and taken modulo. */
const steps = fc.oneof(
  fc.record({ do: fc.constant('deposit' as const), tenant, amount: cents, payer: fc.nat({ max: 2 }), place: index }),
  fc.record({
    do: fc.constant('pay' as const),
    tenant,
    type: fc.constantFrom('TOPUP_ACCOUNT', 'WITHDRAWAL_ACCOUNT', 'P2P', 'PURCHASE'),
    amount: cents,
    from: index,
    to: index,
    payer: fc.option(fc.nat({ max: 2 })),
    isShared: fc.boolean(),
  }),
  fc.record({
    do: fc.constantFrom('captured' as const, 'receive' as const, 'settle' as const, 'fail' as const),
    tenant,
    payment: index,
    account: index,
  }),
  fc.record({ do: fc.constant('assign' as const), tenant, payment: index, account: index, amount: cents }),
  fc.record({ do: fc.constantFrom('request' as const, 'approve' as const, 'reject' as const), tenant, payment: index }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
)
type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never

const toText = (amount: number): string => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

function toCents(amount: string): bigint {
  expect(amount).toMatch(DIGITS)
  const [whole = '', part = ''] = amount.split('.')
  expect(part.length).toBeLessThanOrEqual(2)
  return BigInt(whole + part.padEnd(2, '0'))
}

const total = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((a, b) => a + b, 0n)

/** Five accounts of two tenants in two currencies, with as much in each; reviews begin early. */
async function openBank() {
  const reviewThresholds = 'ARS=1500 CLP=1500'
  const sandbox = await freshSandbox({ settings: { conomy: { reviewThresholds, topUpMinimums: '' } } })
  const open = async (identityId: string, as: Tenant): Promise<string> => {
    const wanted = { identityId, type: 'CHECKING', custody: 'BANK_ACCOUNT', currency: 'ARS', name: 'Second' }
    return (await sandbox.request('POST', '/conomy/accounts', wanted, { as })).body.id
  }
  const ids: [string, Tenant][] = [
    [PESOS, 'demo'],
    [await open(TOMAS, 'demo'), 'demo'],
    [OPERATIONS, 'demo'],
    [OTHERS_ACCOUNT, 'other'],
    [await open(OTHERS_IDENTITY, 'other'), 'other'],
  ]
  const accounts: Held[] = []
  for (const [id, owner] of ids) {
    const { body } = await sandbox.request('PUT', `/_sandbox/conomy/accounts/${id}/balance`, { balance: '2500' })
    accounts.push({ id, tenant: owner, number: body.accountNumber, currency: body.currency })
  }
  return { sandbox, accounts }
}

type Bank = Awaited<ReturnType<typeof openBank>>

const paidBy = async (sandbox: TestSandbox, as: Tenant): Promise<Paid[]> =>
  (await sandbox.request('GET', '/conomy/payments?limit=500', undefined, { as })).body.results

/** What a payment of a type looks like, between accounts of one currency or between an account and a rail. */
function order(step: Extract<Step, { do: 'pay' }>, accounts: readonly Held[]) {
  const own = accounts.filter((one) => one.tenant === step.tenant)
  const [from, to] = [at(own, step.from), at(own, step.to)]
  const amount = toText(step.amount)
  const halves = [toText(Math.floor(step.amount / 2)), toText(Math.ceil(step.amount / 2))]
  const side = (one: Held | undefined) =>
    step.isShared ? halves.map((half) => account(one?.number ?? '', half)) : [account(one?.number ?? '')]
  const rail = [{ type: 'CVU', ...(step.payer !== null && { documentNumber: `2030000000${step.payer}` }) }]
  const currency = step.type === 'TOPUP_ACCOUNT' || step.type === 'PURCHASE' ? to?.currency : from?.currency
  return {
    type: step.type,
    totalAmount: amount,
    currency,
    product: `${currency}:${currency}`,
    origins: step.type === 'WITHDRAWAL_ACCOUNT' || step.type === 'P2P' ? side(from) : rail,
    destinations: step.type === 'WITHDRAWAL_ACCOUNT' ? rail : side(to),
  }
}

/** Does one thing. It may be refused, but never fail. */
async function take(step: Step, number: number, { sandbox, accounts }: Bank): Promise<void> {
  if (step.do === 'wait') {
    await sandbox.clock.advance(hours(step.hours))
    return
  }
  const ask = async (method: string, path: string, body?: object) => {
    const { status, body: answer } = await sandbox.request(method, path, body, { as: step.tenant })
    expect(status, JSON.stringify(answer)).toBeLessThan(500)
  }
  if (step.do === 'deposit') {
    await ask('POST', '/_sandbox/conomy/topups', {
      clientId: `${step.tenant}-client`,
      amount: toText(step.amount),
      currency: step.place % 3 === 0 ? 'CLP' : 'ARS',
      providerReference: `vw-${number}`,
      payer: { ...A_PAYER, documentNumber: `2030000000${step.payer}` },
    })
    return
  }
  if (step.do === 'pay') {
    await ask('POST', '/conomy/payments', order(step, accounts))
    return
  }
  const payments = await paidBy(sandbox, step.tenant)
  // Mostly one that something can still happen to.
  const payment = at(step.payment % 4 === 0 ? payments : payments.filter(isFitFor(step.do)), step.payment)
  if (!payment) return
  const path = `/conomy/payments/${payment.id}`
  if (step.do === 'captured') await ask('POST', `${path}/captured`)
  if (step.do === 'receive') await ask('POST', '/conomy/payments/received', { id: payment.id })
  if (step.do === 'fail') await ask('POST', `/_sandbox${path}/fail`)
  if (step.do === 'settle') await ask('POST', `/_sandbox${path}/settle`, { accountId: at(accounts, step.account)?.id })
  if (step.do === 'assign') {
    const accountId = at(accounts, step.account)?.id
    await ask('POST', `${path}/assign`, { accountId, expectedAmount: toText(step.amount) })
  }
  if (step.do === 'request') await ask('POST', `${path}/requestReview`, { force: true })
  if (step.do === 'approve') {
    await ask('POST', `${path}/documents`, { type: 'kyc', url: 'https://example.com/paper' })
    await ask('POST', `${path}/resolveReview`, { decision: 'APPROVED' })
  }
  if (step.do === 'reject') await ask('POST', `${path}/resolveReview`, { decision: 'REJECTED' })
}

const hasArrived = ({ status }: Paid): boolean => status === 'RECEIVED' || status === 'SETTLED'
const isOpen = ({ status }: Paid): boolean => ['CREATED', 'AUTHORIZED', 'REQUIRES_REVIEW', 'CAPTURED'].includes(status)

/** Payments that a step is likely to be possible for. */
function isFitFor(step: Step['do']): (payment: Paid) => boolean {
  if (step === 'settle') return () => true
  if (step === 'assign') return ({ type }) => type === 'LOCAL_DEPOSIT'
  if (step === 'approve' || step === 'reject') return ({ status }) => status === 'REQUIRES_REVIEW'
  return isOpen
}

/** What the account nodes of one side of a payment give or get, all of them or those of one account. */
const share = (nodes: Node[], { totalAmount }: Paid, number?: string): bigint =>
  total(
    nodes
      .filter(({ type, accountNumber }) => type === 'ACCOUNT' && (number === undefined || accountNumber === number))
      .map(({ amount }) => toCents(amount ?? totalAmount)),
  )

/** Holds the accounts of a tenant against its payments, which are a second set of books. */
function checkBooks(rows: Row[], payments: Paid[]): void {
  const moved = payments.filter(hasArrived)
  for (const row of rows) {
    const [balance, available] = [toCents(row.balance), toCents(row.availableFunds)]
    const came = total(moved.map((payment) => share(payment.destinations, payment, row.accountNumber)))
    const went = total(moved.map((payment) => share(payment.origins, payment, row.accountNumber)))
    const reserved = total(payments.filter(isOpen).map((payment) => share(payment.origins, payment, row.accountNumber)))
    expect(available <= balance).toBe(true)
    expect(balance).toBe(OPENING + came - went)
    expect(available).toBe(balance - reserved)
  }
  for (const currency of ['ARS', 'CLP']) {
    const own = rows.filter((row) => row.currency === currency)
    const inAndOut = moved.filter((payment) => payment.currency === currency)
    const came = total(inAndOut.filter(isFromOutside).map(({ totalAmount }) => toCents(totalAmount)))
    const went = total(inAndOut.filter(isToOutside).map(({ totalAmount }) => toCents(totalAmount)))
    expect(total(own.map(({ balance }) => toCents(balance)))).toBe(OPENING * BigInt(own.length) + came - went)
  }
}

const isFromOutside = ({ type }: Paid): boolean => ['TOPUP_ACCOUNT', 'PURCHASE', 'LOCAL_DEPOSIT'].includes(type)
const isToOutside = ({ type }: Paid): boolean => type === 'WITHDRAWAL_ACCOUNT'

/** A deposit waits, or is in an account, or has gone back: one of the three, and all of it. */
function checkDeposits(payments: Paid[], unassigned: Paid[]): void {
  const deposits = payments.filter(({ type }) => type === 'LOCAL_DEPOSIT')
  for (const refund of payments.filter(({ type }) => type === 'REFUND')) {
    expect(deposits.map(({ id }) => id)).toContain(refund.parentPaymentId)
  }
  for (const deposit of deposits) {
    const refunds = payments.filter(({ parentPaymentId }) => parentPaymentId === deposit.id)
    const waits = unassigned.some(({ id }) => id === deposit.id)
    const ends = [waits, deposit.status === 'SETTLED', refunds.length === 1]
    expect(ends.filter(Boolean)).toHaveLength(1)
    for (const refund of refunds) {
      expect(refund).toMatchObject({ type: 'REFUND', totalAmount: deposit.totalAmount, currency: deposit.currency })
    }
  }
}

async function check({ sandbox, accounts }: Bank): Promise<void> {
  for (const as of TENANTS) {
    const payments = await paidBy(sandbox, as)
    const list = await sandbox.request('GET', '/conomy/accounts', undefined, { as })
    const numbers = accounts.filter((one) => one.tenant === as).map(({ number }) => number)
    const rows: Row[] = list.body.results
    checkBooks(
      rows.filter(({ accountNumber }) => numbers.includes(accountNumber)),
      payments,
    )
    const waiting = await sandbox.request('GET', '/conomy/payments/unassigned?limit=500', undefined, { as })
    checkDeposits(payments, waiting.body.payments)
  }
}

test('money is conserved: whatever happens, the balances are what came in less what went out', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 60, size: 'max' }), async (taken) => {
      const bank = await openBank()
      for (const [number, step] of taken.entries()) {
        await take(step, number, bank)
        await check(bank)
      }
      await bank.sandbox.close()
    }),
    { numRuns: 40 },
  )
})

test('whatever has happened, after 48 hours no payment waits any more, and the books are right', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 40, size: 'max' }), async (taken) => {
      const bank = await openBank()
      for (const [number, step] of taken.entries()) await take(step, number, bank)

      await bank.sandbox.clock.advance(hours(48))

      await check(bank)
      for (const as of TENANTS) {
        const waiting = await bank.sandbox.request('GET', '/conomy/payments/unassigned', undefined, { as })
        expect(waiting.body.payments).toEqual([])
        expect((await paidBy(bank.sandbox, as)).filter(({ status }) => status === 'CREATED')).toEqual([])
      }
      await bank.sandbox.close()
    }),
    { numRuns: 10 },
  )
})

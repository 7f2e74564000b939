import { toldEvents } from './oak.ts'
import type { TestSandbox } from './sandbox.ts'

export const PAYMENTS = '/oak/api/v1/payments'
export const TRANSACTIONS = '/oak/api/v1/transactions'
export const DISPUTES = '/oak/api/v1/disputes'

export const A_PAYMENT = { provider: 'STRIPE', source: { amount: 1500, currency: 'USD' } }

/** A payment that things were done to, one after the other: `confirm`, `sandbox/paid`. */
export async function paymentAfter(sandbox: TestSandbox, steps: string[] = [], source: object = {}) {
  const body = { ...A_PAYMENT, source: { ...A_PAYMENT.source, ...source } }
  let answer = await sandbox.request('POST', PAYMENTS, body)
  for (const step of steps) answer = await sandbox.request('POST', `${PAYMENTS}/${answer.body.data.id}/${step}`, {})
  if (answer.status !== 200) throw new Error(`The payment was not made: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

export const PAID = ['confirm', 'sandbox/paid']

/** A dispute of a payment that was paid. */
export async function disputeOfPaid(sandbox: TestSandbox) {
  const { id } = await paymentAfter(sandbox, PAID)
  const answer = await sandbox.request('PUT', `/_sandbox/oak/payments/${id}/dispute`, {})
  if (answer.status !== 200) throw new Error(`The payment was not disputed: ${JSON.stringify(answer.body)}`)
  return answer.body
}

export async function transactionNow(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `${TRANSACTIONS}/${id}`)).body.data
}

/** The names of the events that merchants were told after the first so many. */
export const toldAfter = (sandbox: TestSandbox, count: number): string[] =>
  toldEvents(sandbox)
    .slice(count)
    .map(({ event }) => event)

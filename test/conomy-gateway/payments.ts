import { create } from '../support/conomy-gateway.ts'
import type { TestSandbox } from '../support/sandbox.ts'

/** The fixtures' accounts as payments name them. */
export const OPERATIONS_NUMBER = '177523916800000000000001'
export const CAMILAS_NUMBER = '177523916800000000000002'
export const PESOS_NUMBER = '177523916800000000000003'
export const OTHERS_NUMBER = '177523916800000000000004'

/** One end of a payment that is an account. */
export const account = (accountNumber: string, amount?: string) => ({
  type: 'ACCOUNT',
  accountNumber,
  ...(amount !== undefined && { amount }),
})

export const A_TOP_UP = {
  type: 'TOPUP_ACCOUNT',
  product: 'CLP:CLP',
  totalAmount: '5000',
  currency: 'CLP',
  origins: [{ type: 'ETPAY' }],
  destinations: [account(CAMILAS_NUMBER)],
}

export const A_WITHDRAWAL = {
  ...A_TOP_UP,
  type: 'WITHDRAWAL_ACCOUNT',
  totalAmount: '20000',
  origins: [account(CAMILAS_NUMBER)],
  destinations: [{ type: 'BANK_ACCOUNT' }],
}

export const A_TRANSFER = {
  ...A_TOP_UP,
  type: 'P2P',
  totalAmount: '70000',
  origins: [account(OPERATIONS_NUMBER)],
  destinations: [account(CAMILAS_NUMBER)],
}

export const A_PAYER = {
  firstName: 'Luz',
  lastName: 'Paz',
  email: 'luz.paz@example.com',
  documentNumber: '20301234561',
  documentType: 'CUIT',
}

/** Below the threshold of its currency. */
export const A_DEPOSIT = {
  clientId: 'demo-client',
  amount: '50000',
  currency: 'ARS',
  providerReference: 'vw-1',
  payer: A_PAYER,
}

/** Creates a payment of the demo tenant, a top-up unless `more` says otherwise, and returns it. */
export const pay = (sandbox: TestSandbox, more: object = {}) =>
  create(sandbox, '/conomy/payments', { ...A_TOP_UP, ...more })

/** A payer sends money; returns the deposit. */
export async function deposit(sandbox: TestSandbox, more: object = {}) {
  const answer = await sandbox.request('POST', '/_sandbox/conomy/topups', { ...A_DEPOSIT, ...more })
  if (answer.status !== 201) throw new Error(`Nothing was deposited: ${JSON.stringify(answer.body)}`)
  return answer.body.payment
}

/** A deposit that waits for a document, and nothing else has happened. */
export const depositInReview = (sandbox: TestSandbox, more: object = {}) =>
  deposit(sandbox, { amount: '1500000', ...more })

/** Registers an uploaded document on a payment in review. */
export const uploadPaper = (sandbox: TestSandbox, id: string) =>
  create(sandbox, `/conomy/payments/${id}/documents`, { type: 'source_of_funds', url: 'https://example.com/paper' })

/** Decides a review that has its paper. */
export const resolve = (sandbox: TestSandbox, id: string, decision: 'APPROVED' | 'REJECTED') =>
  create(sandbox, `/conomy/payments/${id}/resolveReview`, { decision })

/** A payment as its tenant reads it. */
export async function read(sandbox: TestSandbox, id: string, as: 'demo' | 'other' = 'demo') {
  return (await sandbox.request('GET', `/conomy/payments/${id}`, undefined, { as })).body
}

/** What an account holds, and what of it is free. */
export async function held(sandbox: TestSandbox, id: string, as: 'demo' | 'other' = 'demo') {
  const { balance, availableFunds } = (await sandbox.request('GET', `/conomy/accounts/${id}`, undefined, { as })).body
  return { balance, availableFunds }
}

/** The payments of the demo tenant, oldest first. */
export async function listed(sandbox: TestSandbox, query = ''): Promise<any[]> {
  return (await sandbox.request('GET', `/conomy/payments${query}`)).body.results
}

/** What the tenants were told so far, oldest first. */
export const told = (sandbox: TestSandbox): string[] => sandbox.messages().map(({ event }) => event)

export const hours = (count: number): number => count * 3_600_000

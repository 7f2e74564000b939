import type { TestSandbox } from './sandbox.ts'

export const CUSTOMERS = '/oak/api/v1/customers'
export const GRACE = '0a000000-0000-4000-8000-000000000001' // US, approved at stripe as a customer
export const JOAO = '0a000000-0000-4000-8000-000000000002' //  BR, approved at pagar_me as a customer
export const OTHERS = '0a000000-0000-4000-8000-000000000101' // the other tenant's

/** Nobody has this id. */
export const UNKNOWN = '0a000000-0000-4000-8000-00000000ffff'

export const BY_OTHER = { as: 'other' } as const

/** Creates a customer of the demo tenant and returns it. */
export async function createCustomer(sandbox: TestSandbox, body: object = {}) {
  const answer = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com', ...body })
  if (answer.status !== 200) throw new Error(`The customer was not created: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** What merchants were told, with the payloads. */
export const toldEvents = (sandbox: TestSandbox): any[] => sandbox.messages().map(({ data }) => data)

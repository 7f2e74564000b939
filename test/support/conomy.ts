import type { TestSandbox } from './sandbox.ts'

export const ANA = '69a000000000000000000001' //     BASIC, one document UPLOADED
export const CARLOS = '69a000000000000000000002' //  auto-created, documented
export const PENDING = '69a000000000000000000006' // one document PENDING_UPLOAD
export const REJECTED = '69a000000000000000000007' // one document REJECTED
export const OTHERS = '69b000000000000000000001' //  the other tenant's

/** Creates a customer of the demo tenant and returns it. */
export async function createCustomer(sandbox: TestSandbox, body: object = { email: 'new@example.com' }) {
  const answer = await sandbox.request('POST', '/conomy/customers?clientId=demo-client', body)
  if (answer.status !== 201) throw new Error(`The customer was not created: ${JSON.stringify(answer.body)}`)
  return answer.body
}

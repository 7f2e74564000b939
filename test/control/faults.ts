import type { TestSandbox } from '../support/sandbox.ts'

/** Lets something go wrong, and returns the fault. */
export async function plant(sandbox: TestSandbox, fault: object, prefix = '') {
  const { status, body } = await sandbox.request('POST', `${prefix}/_sandbox/faults`, fault)
  if (status !== 201) throw new Error(`The fault was refused: ${JSON.stringify(body)}`)
  return body
}

export const CREATE = 'conomy-customers.createCustomer'
export const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** Creates a customer, and says with what status it was answered. */
export const statusOfCreate = async (sandbox: TestSandbox, prefix = ''): Promise<number> =>
  (await sandbox.request('POST', `${prefix}${CUSTOMERS}`, { email: 'new@example.com' })).status

/** The same several times, one after another. */
export async function statusesOfCreate(sandbox: TestSandbox, count: number, prefix = ''): Promise<number[]> {
  const statuses: number[] = []
  for (let number = 0; number < count; number++) statuses.push(await statusOfCreate(sandbox, prefix))
  return statuses
}

export const countOf = async (sandbox: TestSandbox): Promise<number> =>
  (await sandbox.request('GET', `${CUSTOMERS}&count=500`)).body.customers.length

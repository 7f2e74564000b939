import type { TestSandbox } from './sandbox.ts'

/** Chooses the gateway's contract where two are published. */
export const VERSION = { headers: { 'conomyhq-api-version': '24-04-2025' } }
export const BY_OTHER = { as: 'other' } as const
export const VERSION_BY_OTHER = { ...VERSION, ...BY_OTHER }

export const ORGANIZATION = '69c000000000000000000001' // Operadora Andina SpA, CHL
export const CAMILA = '69c000000000000000000002' //       a user, CHL
export const TOMAS = '69c000000000000000000003' //        a user, ARG
export const OTHERS_IDENTITY = '69c000000000000000000004'

export const OPERATIONS = '69d000000000000000000001' //   the organization's, 5000000 CLP, parent of the next
export const CAMILAS = '69d000000000000000000002' //      120000 CLP
export const PESOS = '69d000000000000000000003' //        Tomás's, 2000000 ARS
export const OTHERS_ACCOUNT = '69d000000000000000000004'

export const AN_ACCOUNT = {
  identityId: ORGANIZATION,
  type: 'CHECKING',
  custody: 'BANK_ACCOUNT',
  currency: 'CLP',
  name: 'Treasury',
}

export const A_USER = {
  type: 'USER',
  name: 'Service Provider 1',
  email: 'provider@example.com',
  phone: '+56955555555',
  documentNumber: '18604011-4',
  documentType: 'RUT',
  idv: 'manual',
  country: 'CHL',
}

/** The ids of what a list shows, in its order. */
export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)

/** Sends a body to a path of the demo tenant and returns what is made of it. */
export async function create(sandbox: TestSandbox, path: string, body: object) {
  const answer = await sandbox.request('POST', path, body, VERSION)
  if (answer.status >= 300) throw new Error(`Nothing was created at ${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

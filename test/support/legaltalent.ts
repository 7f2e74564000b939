import type { TestSandbox } from './sandbox.ts'

export const CUSTOMERS = '/legaltalent/customers'
export const SESSIONS = '/legaltalent/kyc/sessions'
export const WATCHLISTS = '/legaltalent/kyc/watchlists'
export const ME = '/legaltalent/kyc/tenants/me'
export const CONTROL = '/_sandbox/legaltalent'

export const BASIC = '1f000000-0000-4000-8000-000000000001' //    a workflow for people
export const COMPANY = '1f000000-0000-4000-8000-000000000002' //  a workflow for companies

export const ANDES = '1c000000-0000-4000-8000-000000000001' //    UY, a company with an organization, approved
export const BOREALIS = '1c000000-0000-4000-8000-000000000002' // a company, in review, monitored, with a match
export const LUCIA = '1c000000-0000-4000-8000-000000000003' //    an individual
export const NAMELESS = '1c000000-0000-4000-8000-000000000005' // without client_id and without sessions

/** Nobody has this id. */
export const UNKNOWN = '1c000000-0000-4000-8000-000000009999'

export const ACME = {
  name: 'Acme Corporation',
  client_id: 'merchant_12345',
  entity_type: 'company',
  website: 'https://acme.example',
  tax_id: '12-3456789',
  country: 'us',
}

export const BY_OTHER = { as: 'other' } as const

/** Whoever has this token asks. */
export const bearing = (token: string) => ({ as: null, headers: { authorization: `Bearer ${token}` } })

/** What a refusal of a field looks like, but for its message. */
export const VALIDATION_ERROR = { type: 'ValidationError', code: 'VALIDATION_ERROR' }

/** Starts a session of the demo tenant and returns it. */
export async function startSession(sandbox: TestSandbox, link: object = {}) {
  const answer = await sandbox.request('POST', SESSIONS, { workflow_id: BASIC, ...link })
  if (answer.status !== 201) throw new Error(`The session was not started: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** Lets the end user finish a session. */
export const completeSession = (sandbox: TestSandbox, sessionId: string) =>
  sandbox.request('POST', `${CONTROL}/sessions/${sessionId}/complete`)

/** Makes a watchlist of the demo tenant and returns its id. */
export async function createWatchlist(sandbox: TestSandbox, body: object = {}): Promise<string> {
  const answer = await sandbox.request('POST', WATCHLISTS, { name: 'Mine', ...body })
  if (answer.status !== 201) throw new Error(`The watchlist was not made: ${JSON.stringify(answer.body)}`)
  return answer.body.data.watchlist_id
}

export const eventsOf = (sandbox: TestSandbox): string[] => sandbox.messages().map(({ event }) => event)

export const WORKFLOWS = '/legaltalent/kyc/workflows'

/** A step as it is sent: a form with one field. */
export const formStep = (order: number, more: object = {}) => ({
  step_id: `step_${order}`,
  order,
  name: `Step ${order}`,
  type: 'form_fill',
  custom_fields: [{ field_id: `field_${order}`, name: 'A field', type: 'text' }],
  ...more,
})

/** Makes a workflow of the demo tenant and returns it. */
export async function createWorkflow(sandbox: TestSandbox, body: object = {}) {
  const answer = await sandbox.request('POST', WORKFLOWS, { name: 'Mine', steps: [formStep(1)], ...body })
  if (answer.status !== 201) throw new Error(`The workflow was not made: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

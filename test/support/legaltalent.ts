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
export const VIKTOR = '1c000000-0000-4000-8000-000000000004' //   an individual, rejected, named by a list
export const NAMELESS = '1c000000-0000-4000-8000-000000000005' // without client_id and without sessions

export const CUSTOMER_MONITORING = '1d000000-0000-4000-8000-000000000001' // the default watchlist, checked on update
export const VENDORS_WEEKLY = '1d000000-0000-4000-8000-000000000002' //       paused, with two subjects
export const OTHERS_WATCHLIST = '1d000000-0000-4000-8000-000000000003'
export const BOREALIS_SUBJECT = '1b000000-0000-4000-8000-000000000001' //     matches on ofac
export const SUPPLIER_SUBJECT = '1b000000-0000-4000-8000-000000000002' //     tagged supplier and uy

export const DAY = 86_400_000

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

/** Puts a subject on a watchlist of the demo tenant and returns its id. */
export async function addSubject(sandbox: TestSandbox, watchlist: string, body: object = {}): Promise<string> {
  const answer = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/subjects`, {
    full_name: 'Ann Owner',
    ...body,
  })
  if (answer.status !== 201) throw new Error(`The subject was not added: ${JSON.stringify(answer.body)}`)
  return answer.body.data.subject_id
}

/** Puts somebody on a list and returns the id of the entry. */
export async function listOn(sandbox: TestSandbox, list: string, body: object): Promise<string> {
  const answer = await sandbox.request('POST', `${CONTROL}/lists/${list}/entries`, body)
  if (answer.status !== 201) throw new Error(`The entry was not made: ${JSON.stringify(answer.body)}`)
  return answer.body.entry_id
}

type ShownSubject = { subject_id: string; full_name: string | null; tags: string[]; open_matches: number }

export const subjectsOn = async (sandbox: TestSandbox, watchlist: string): Promise<ShownSubject[]> =>
  (await sandbox.request('GET', `${WATCHLISTS}/${watchlist}/subjects`)).body.data.subjects

export const watchlistNow = async (sandbox: TestSandbox, watchlist: string) =>
  (await sandbox.request('GET', `${WATCHLISTS}/${watchlist}`)).body.data

export const seatsUsed = async (sandbox: TestSandbox): Promise<number> =>
  (await sandbox.request('GET', `${ME}/watchlist-seats`)).body.data.used

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

export const deactivate = (sandbox: TestSandbox, customer: string) =>
  sandbox.request('DELETE', `${CUSTOMERS}/${customer}`)

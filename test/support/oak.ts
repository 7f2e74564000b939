import { createHmac } from 'node:crypto'
import { type Received, startReceiver } from './receiver.ts'
import type { TestSandbox } from './sandbox.ts'

export const CUSTOMERS = '/oak/api/v1/customers'
export const WEBHOOKS = '/oak/api/v1/merchant/webhooks'

export const GRACE = '0a000000-0000-4000-8000-000000000001' //  US, approved at stripe as a customer, synced
export const JOAO = '0a000000-0000-4000-8000-000000000002' //   BR, approved at pagar_me as a customer
export const ACME = '0a000000-0000-4000-8000-000000000003' //   US, a connected account at stripe, with balances
export const LUCIA = '0a000000-0000-4000-8000-000000000004' //  MX, rejected at bridge
export const SOFIA = '0a000000-0000-4000-8000-000000000005' //  CO, bridge waits for her
export const CAMILLE = '0a000000-0000-4000-8000-000000000006' // an e-mail and nothing else
export const HANS = '0a000000-0000-4000-8000-000000000007' //   DE, in review, with two files
export const MARIA = '0a000000-0000-4000-8000-000000000008' //  BR, approved at two providers, the newest
export const OTHERS = '0a000000-0000-4000-8000-000000000101' // the other tenant's

/** How many customers the demo merchant has from the start: these eight, and older ones of the seed. */
export const SEEDED = 24

/** How many the other one has. */
export const SEEDED_OTHERS = 7

/** A filter that leaves the seed's customers out: those above are the only ones of that time. */
export const NAMED = 'created_at[gte]=2026-03-01'

/** Nobody has this id. */
export const UNKNOWN = '0a000000-0000-4000-8000-00000000ffff'

export const BY_OTHER = { as: 'other' } as const

export const GRACES_BANK = '0c000000-0000-4000-8000-000000000001' //  at stripe
export const JOAOS_PIX = '0c000000-0000-4000-8000-000000000002' //    at pagar_me
export const MARIAS_PIX = '0c000000-0000-4000-8000-000000000004' //   at pagar_me, and another one at stripe:
export const MARIAS_BANK = '0c000000-0000-4000-8000-000000000005'

export const methodsOf = (customer: string): string => `${CUSTOMERS}/${customer}/payment_methods`

/** What a refusal says that has no reasons. */
export const NOT_FOUND = { msg: 'Resource not found', data: null, error_code: 'not_found', failure_reasons: [] }

/** Creates a customer of the demo tenant and returns it. */
export async function createCustomer(sandbox: TestSandbox, body: object = {}) {
  const answer = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com', ...body })
  if (answer.status !== 200) throw new Error(`The customer was not created: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** Registers a webhook of the demo tenant and returns it, with its secret. */
export async function registerWebhook(sandbox: TestSandbox, body: object = {}) {
  const answer = await sandbox.request('POST', WEBHOOKS, { url: 'http://127.0.0.1:9/hook', ...body })
  if (answer.status !== 200) throw new Error(`The webhook was not registered: ${JSON.stringify(answer.body)}`)
  return answer.body.data
}

/** What a merchant was told, as the vendor lists it: the newest first. */
export const listedNotifications = async (sandbox: TestSandbox, query = '') =>
  (await sandbox.request('GET', `${WEBHOOKS}/notifications${query}`)).body.data

export async function customerNow(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `${CUSTOMERS}/${id}`)).body.data
}

/** What merchants were told, with the payloads. */
export const toldEvents = (sandbox: TestSandbox): any[] => sandbox.messages().map(({ data }) => data)

/** An endpoint on a real socket that gets the demo tenant's webhooks, with a secret of its own unless told otherwise. */
export async function listeningReceiver(sandbox: TestSandbox, more: object = { secret: 'a-secret' }) {
  const receiver = await startReceiver()
  const endpoint = { vendor: 'oak', url: receiver.url, ...more }
  const answer = await sandbox.request('POST', '/_sandbox/webhooks/endpoints', endpoint)
  if (answer.status !== 201) throw new Error(`No endpoint: ${JSON.stringify(answer.body)}`)
  return receiver
}

/** Whether the vendor's own check would take a delivery: HMAC over the time and the body, in lower-case hex. */
export function isGenuine({ body, headers }: Received, secret = 'a-secret', header = 'crowdsplit-signature'): boolean {
  const [, time, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers[header])) ?? []
  return signature === createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
}

/** A form with a file and its type; what is undefined is left out. */
export function formWith({ file, file_type }: { file?: Blob; file_type?: string }, name = 'passport.png'): FormData {
  const form = new FormData()
  if (file !== undefined) form.append('file', file, name)
  if (file_type !== undefined) form.append('file_type', file_type)
  return form
}

/** Sends a form as a client would, and returns what is answered. */
export async function sendForm(sandbox: TestSandbox, path: string, form: FormData) {
  const packed = new Response(form)
  const raw = new Uint8Array(await packed.arrayBuffer())
  const headers = { 'content-type': packed.headers.get('content-type') ?? '' }
  return await sandbox.request('POST', path, undefined, { raw, headers })
}

/** What the vendor's own client makes of an answer: never an exception. */
export type Result =
  | { ok: true; value: any }
  | { ok: false; error: { message: string; status?: number; body?: any; isNetworkError?: true } }

type Options = { customUrl: string; clientId: string; clientSecret: string; retries?: number }
type Sent = { body?: string | FormData; bearer?: string }

const RETRIED = [408, 429, 500, 502, 503, 504]
const MAX_DELAY = 30_000

/**
 * A client that behaves on the wire as the vendor's TypeScript SDK does: it caches its token until a minute before its
 * end and asks for one at a time, sends a JSON content type with empty bodies, and retries what is worth it, honouring
 * whole seconds of `Retry-After`. Waiting is the caller's, so that a test need not wait.
 */
export function oakClient({ customUrl, clientId, clientSecret, retries = 0 }: Options, wait: (ms: number) => void) {
  const calls: { method: string; path: string }[] = []
  let token: { value: string; endsAt: number } | undefined
  let underWay: Promise<Result> | undefined

  async function grantToken(): Promise<Result> {
    const body = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
    const result = await send('POST', '/api/v1/merchant/token/grant', { body: JSON.stringify(body) })
    if (result.ok) {
      const { access_token, expires_in } = result.value
      token = { value: access_token, endsAt: performance.now() + expires_in * 1000 - 60_000 }
    } else if (result.error.status === 401) token = undefined
    return result
  }

  async function send(method: string, path: string, { body, bearer }: Sent = {}): Promise<Result> {
    const headers: Record<string, string> = {
      'Oak-Version': '1.5.0',
      ...(!(body instanceof FormData) && { 'Content-Type': 'application/json' }),
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    }
    for (let left = retries, delay = 500; ; left--) {
      calls.push({ method, path })
      const response = await answerTo(customUrl + path, { method, headers, ...(body !== undefined && { body }) })
      const isWorthIt = response === undefined || RETRIED.includes(response.status)
      if (left <= 0 || !isWorthIt) return await toResult(response)
      await response?.arrayBuffer()
      const after = response?.headers.get('retry-after') ?? null
      // A date is not understood, and not waited for.
      delay = after === null ? Math.min(delay * 2, MAX_DELAY) : Number(after) * 1000 || 0
      wait(delay)
    }
  }

  async function call(method: string, path: string, body?: object): Promise<Result> {
    if (!token || token.endsAt <= performance.now()) {
      underWay ??= grantToken().finally(() => {
        underWay = undefined
      })
      const granted = await underWay
      if (!granted.ok) return granted
    }
    const sent = body instanceof FormData ? body : body && JSON.stringify(body)
    return await send(method, path, { bearer: token?.value ?? '', ...(sent !== undefined && { body: sent }) })
  }

  const customers = '/api/v1/customers'
  const webhooks = '/api/v1/merchant/webhooks'
  return {
    calls,
    grantToken,
    customers: {
      create: (customer: object) => call('POST', customers, customer),
      get: (id: string) => call('GET', `${customers}${id === '' ? '' : `/${id}`}`),
      list: (query: Record<string, string> = {}) => {
        const text = String(new URLSearchParams(query))
        return call('GET', text === '' ? customers : `${customers}?${text}`)
      },
      update: (id: string, customer: object) => call('PUT', `${customers}/${id}`, customer),
      sync: (id: string, sync: object) => call('POST', `${customers}/${id}/sync`, sync),
      balance: (id: string, filter: Record<string, string>) =>
        call('GET', `${customers}/${id}/balances?${String(new URLSearchParams(filter))}`),
      uploadFiles: (id: string, files: FormData) => call('POST', `${customers}/${id}/files`, files),
      getFiles: (id: string) => call('GET', `${customers}/${id}/files`),
      populatePlatform: (id: string, data?: object) => call('POST', `${customers}/${id}/platforms`, data),
    },
    webhooks: {
      register: (webhook: object) => call('POST', webhooks, webhook),
      list: () => call('GET', webhooks),
      get: (id: string) => call('GET', `${webhooks}/${id}`),
      toggle: (id: string) => call('PATCH', `${webhooks}/${id}/toggle`),
      delete: (id: string) => call('DELETE', `${webhooks}/${id}`),
      listNotifications: () => call('GET', `${webhooks}/notifications`),
    },
  }
}

/** Undefined when none came. */
async function answerTo(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    return await fetch(url, init)
  } catch {
    return undefined
  }
}

/** A refusal's message is the `msg` of its body; what is not JSON has none. */
async function toResult(response: Response | undefined): Promise<Result> {
  if (!response) return { ok: false, error: { message: 'Network error', isNetworkError: true } }
  const text = await response.text()
  const body = readJson(text)
  if (response.ok) return { ok: true, value: text === '' ? {} : body }
  return { ok: false, error: { message: body?.msg ?? 'HTTP error', status: response.status, body } }
}

function readJson(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return { rawText: text }
  }
}

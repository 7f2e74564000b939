/** What the vendor's own client makes of an answer: never an exception. */
export type Result =
  | { ok: true; value: any }
  | { ok: false; error: { message: string; status?: number; body?: any; isNetworkError?: true } }

type Options = { customUrl: string; clientId: string; clientSecret: string; retries?: number }

const RETRIED = [408, 429, 500, 502, 503, 504]

/**
 * A client that behaves on the wire as the vendor's TypeScript SDK does: it caches its token until a minute before its
 * end, sends a JSON content type with empty bodies, and retries what is worth it, honouring whole seconds of
 * `Retry-After`. Waiting is the caller's, so that a test need not wait.
 */
export function oakClient({ customUrl, clientId, clientSecret, retries = 0 }: Options, wait: (ms: number) => void) {
  const calls: { method: string; path: string }[] = []
  let token: { value: string; endsAt: number } | undefined

  async function grantToken(): Promise<Result> {
    const body = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
    const result = await send('POST', '/api/v1/merchant/token/grant', { body: JSON.stringify(body) })
    if (result.ok) {
      const { access_token, expires_in } = result.value
      token = { value: access_token, endsAt: performance.now() + expires_in * 1000 - 60_000 }
    }
    return result
  }

  async function send(method: string, path: string, init: { body?: string | FormData; bearer?: string } = {}) {
    const { body, bearer } = init
    const headers: Record<string, string> = {
      'Oak-Version': '1.5.0',
      ...(!(body instanceof FormData) && { 'Content-Type': 'application/json' }),
      ...(bearer !== undefined && { Authorization: `Bearer ${bearer}` }),
    }
    for (let left = retries, delay = 500; ; left--) {
      calls.push({ method, path })
      const response = await fetch(customUrl + path, { method, headers, ...(body !== undefined && { body }) })
      if (left <= 0 || !RETRIED.includes(response.status)) return await toResult(response)
      await response.arrayBuffer()
      const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
      delay = Number.isNaN(seconds) ? delay * 2 : seconds * 1000
      wait(delay)
    }
  }

  async function call(method: string, path: string, body?: object): Promise<Result> {
    if (!token || token.endsAt <= performance.now()) {
      const granted = await grantToken()
      if (!granted.ok) return granted
    }
    const sent = body instanceof FormData ? body : body && JSON.stringify(body)
    return await send(method, path, { bearer: token?.value ?? '', ...(sent !== undefined && { body: sent }) })
  }

  const customers = '/api/v1/customers'
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
  }
}

/** A refusal's message is the `msg` of its body; what is not JSON has none. */
async function toResult(response: Response): Promise<Result> {
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

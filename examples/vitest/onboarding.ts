import { createHmac, timingSafeEqual } from 'node:crypto'

/** Where Conomy is and who we are. In production this comes from the environment. */
export type Conomy = {
  baseUrl: string
  clientId: string
  headers: Readonly<Record<string, string>>
  webhookSecret: string
  fetch: (url: string, init: RequestInit) => Promise<Response>
}

type Person = { firstName: string; email: string; documentUrl: string }

/** A small service: it brings people to Conomy, and hears from Conomy when they may move money. */
export class Onboarding {
  readonly documented = new Set<string>()
  readonly #conomy: Conomy

  constructor(conomy: Conomy) {
    this.#conomy = conomy
  }

  async start({ firstName, email, documentUrl }: Person): Promise<string> {
    const { id } = (await this.#post('/customers', { firstName, email })) as { id: string }
    await this.#post(`/customers/${id}/documents`, { type: 'kyc', url: documentUrl, contentType: 'image/jpeg' })
    return id
  }

  /** What our webhook endpoint does. */
  async hear(request: Request): Promise<Response> {
    const body = await request.text()
    if (!this.#isGenuine(body, request.headers.get('x-webhook-signature') ?? ''))
      return new Response(null, { status: 401 })
    const { eventType, customer } = JSON.parse(body) as { eventType: string; customer: { id: string } }
    if (eventType === 'customer.levelChanged') this.documented.add(customer.id)
    return new Response(null, { status: 204 })
  }

  /** Asks a second time when Conomy has a bad moment. */
  async #post(path: string, body: object): Promise<unknown> {
    const { baseUrl, clientId, headers, fetch } = this.#conomy
    const ask = (): Promise<Response> =>
      fetch(`${baseUrl}${path}?clientId=${clientId}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const first = await ask()
    const response = first.status === 503 ? await ask() : first
    if (!response.ok) throw new Error(`Conomy answered ${response.status}: ${await response.text()}`)
    return await response.json()
  }

  #isGenuine(body: string, signature: string): boolean {
    const expected = Buffer.from(createHmac('sha256', this.#conomy.webhookSecret).update(body).digest('hex'))
    const given = Buffer.from(signature)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}

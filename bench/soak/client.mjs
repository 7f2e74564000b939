import { Agent, request as httpRequest } from 'node:http'

/** How many of the answers that nobody expected are shown. */
const SHOWN = 10

/** How long an answer may take, in ms: far longer than any does, so that a request that hangs is not waited for. */
const PATIENCE = 30_000

/** What every request carries that needs to; each vendor takes its own. */
export const CREDENTIALS = {
  conomy: { 'user-agent': 'soak/1.0', 'x-api-key': 'demo-api-key', authorization: 'Bearer demo-token' },
  legaltalent: { authorization: 'Bearer sk_demo_admin' },
  oak: { authorization: 'Bearer demo-token' },
}

/** Asks one server, no faster than a rate, and counts the answers that were not expected. */
export class Client {
  requests = 0
  surprises = 0
  shown = []
  #url
  #gap
  #next = 0
  #agent = new Agent({ keepAlive: true, maxSockets: 32 })

  /** `rate` is in requests per second, over all who ask. */
  constructor(url, rate) {
    this.#url = url
    this.#gap = 1000 / rate
  }

  /**
   * One request, when it is its turn. `body` is sent as JSON, `raw` as it is. Resolves with what was answered, parsed
   * where it is JSON; undefined where the connection broke, which `expected: 'broken'` says that it will.
   */
  async ask(method, path, { body, raw, headers, expected = 200 } = {}) {
    await this.turn()
    const [, vendor] = /^(?:\/@[\w-]+)?\/(conomy|legaltalent|oak)\b/.exec(path) ?? []
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const all = {
      ...CREDENTIALS[vendor],
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    }
    const { status, text } = await this.#send(method, path, all, sent)
    this.requests++
    if (![expected].flat().includes(status))
      this.surprise(`${method} ${path} answered ${status}: ${text.slice(0, 300)}`)
    return status === 'broken' || !/^[[{]/.test(text) ? undefined : JSON.parse(text)
  }

  /** Writes down what should not have happened. */
  surprise(what) {
    this.surprises++
    if (this.shown.length < SHOWN) this.shown.push(what)
  }

  /** Ends every connection that is kept. */
  hangUp() {
    this.#agent.destroy()
  }

  /** Waits until one more request keeps within the rate. */
  async turn() {
    const now = performance.now()
    this.#next = Math.max(this.#next + this.#gap, now)
    if (this.#next > now) await new Promise((resolve) => setTimeout(resolve, this.#next - now))
  }

  #send(method, path, headers, sent) {
    return new Promise((resolve) => {
      const request = httpRequest(`${this.#url}${path}`, { method, headers, agent: this.#agent, timeout: PATIENCE })
      request.once('error', (error) => resolve({ status: 'broken', text: error.message }))
      request.once('timeout', () => request.destroy(new Error(`nothing came for ${PATIENCE} ms`)))
      request.once('response', (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk
        })
        response.once('error', (error) => resolve({ status: 'broken', text: error.message }))
        response.once('end', () => resolve({ status: response.statusCode, text }))
      })
      request.end(sent)
    })
  }
}

/** A form with one file, as bytes and with its headers. */
export function form(fields, file) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `content-disposition: form-data; name="${name}"\r\n\r\n${value}`,
  )
  parts.push(
    `content-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n${file.text}`,
  )
  return {
    raw: `${parts.map((part) => `--soak\r\n${part}\r\n`).join('')}--soak--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=soak' },
  }
}

import { expect } from 'vitest'

const HEADERS = {
  'x-api-key': 'demo-api-key',
  authorization: 'Bearer demo-token',
  'user-agent': 'tests/1.0',
  'content-type': 'application/json',
}
const CUSTOMERS = '/conomy/customers'
const OF_DEMO = 'clientId=demo-client'

export type Customer = { id: string; email: string; isDocumented: boolean; documents: object[] } & Record<
  string,
  unknown
>

/** What is known of a customer: as it is on disk for sure, and as it would be if the call under way went through. */
export type Known = { email: string; sure: Customer | undefined; maybe: unknown }

/** A client of one server. Whatever it is answered but success is an error. */
export function clientOf(url: string) {
  const call = async (method: string, path: string, body?: object): Promise<any> => {
    const init = body && { body: JSON.stringify(body) }
    const response = await fetch(url + path, { method, headers: HEADERS, ...init })
    const text = await response.text()
    expect({ ok: response.ok, text }).toMatchObject({ ok: true })
    return JSON.parse(text)
  }
  return {
    call,
    /** Every customer, by e-mail. */
    async customers(): Promise<Map<string, Customer>> {
      const found = new Map<string, Customer>()
      for (let offset = 0; ; offset += 500) {
        const { customers } = await call('GET', `${CUSTOMERS}?${OF_DEMO}&count=500&offset=${offset}`)
        for (const customer of customers as Customer[]) found.set(customer.email, customer)
        if (customers.length < 500) return found
      }
    },
  }
}

/**
 * Creates, changes and documents one customer after another, and writes down what must be on disk. Says it of every
 * answer. Never ends by itself.
 */
export async function work(url: string, name: string, ledger: Known[], answered: () => void): Promise<never> {
  const client = clientOf(url)
  const call = async (...request: Parameters<typeof client.call>): Promise<any> => {
    const answer: unknown = await client.call(...request)
    answered()
    return answer
  }
  for (let at = 0; ; at++) {
    const email = `${name}-${at}@example.com`
    const known: Known = { email, sure: undefined, maybe: expect.objectContaining({ email }) }
    ledger.push(known)
    known.sure = (await call('POST', `${CUSTOMERS}?${OF_DEMO}`, { email })) as Customer
    const path = `${CUSTOMERS}/${known.sure.id}`

    known.maybe = { ...known.sure, firstName: name, updatedAt: expect.any(String) }
    known.sure = (await call('PATCH', `${path}?${OF_DEMO}`, { firstName: name })) as Customer

    known.maybe = {
      ...known.sure,
      documents: [expect.objectContaining({ type: 'kyc' })],
      updatedAt: expect.any(String),
    }
    const { document } = await call('POST', `${path}/documents?${OF_DEMO}`, { type: 'kyc', url: `http://x.test/${at}` })
    known.sure = { ...known.sure, documents: [document], updatedAt: expect.any(String) }

    const approved = { ...document, status: 'APPROVED' }
    known.maybe = { ...known.sure, documents: [approved], isDocumented: true }
    known.sure = (await call('POST', `/_sandbox${path}/documents/0/approve`)) as Customer
  }
}

import { once } from 'node:events'
import { expect, test } from 'vitest'
import { Random } from '../../src/core/random.ts'
import { freshFolder } from '../support/folder.ts'
import { startProcess } from '../support/process.ts'

const ROUNDS = 20

const headers = {
  'x-api-key': 'demo-api-key',
  authorization: 'Bearer demo-token',
  'user-agent': 'tests/1.0',
  'content-type': 'application/json',
}

type Customer = { id: string; firstName: string; email: string }

async function create(url: string, name: string): Promise<Customer> {
  const body = JSON.stringify({ firstName: name, email: `${name}@example.com` })
  const response = await fetch(`${url}/conomy/customers?clientId=demo-client`, { method: 'POST', headers, body })
  expect(response.status).toBe(201)
  return (await response.json()) as Customer
}

async function list(url: string): Promise<Map<string, Customer>> {
  const found = new Map<string, Customer>()
  for (let offset = 0; ; offset += 500) {
    const query = `clientId=demo-client&count=500&offset=${offset}`
    const response = await fetch(`${url}/conomy/customers?${query}`, { headers })
    const { customers } = (await response.json()) as { customers: Customer[] }
    for (const customer of customers) found.set(customer.id, customer)
    if (customers.length < 500) return found
  }
}

test('a server that is killed again and again under load has lost no acknowledged customer', {
  timeout: 60_000,
}, async () => {
  const folder = await freshFolder()
  const random = Random.seeded('kill the server')
  const acknowledged: Customer[] = []

  for (let round = 0; round <= ROUNDS; round++) {
    const { child, url } = await startProcess('--data', folder)
    const found = await list(url)
    expect(acknowledged.filter(({ id }) => !found.has(id))).toEqual([])
    expect(acknowledged.map(({ id }) => found.get(id))).toEqual(acknowledged)

    let before = random.integer(1, 60)
    const write = async (lane: number): Promise<never> => {
      for (let at = 0; ; at++) {
        acknowledged.push(await create(url, `r${round}-${lane}-${at}`))
        if (--before === 0) child.kill('SIGKILL')
      }
    }
    const exit = once(child, 'exit')
    const lanes = await Promise.allSettled(Array.from({ length: 16 }, (_, lane) => write(lane)))
    await exit
    // Cut connections are TypeErrors; anything else would be an answer that is no 201.
    for (const lane of lanes) expect(lane).toMatchObject({ reason: { name: 'TypeError' } })
  }
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 16)
})

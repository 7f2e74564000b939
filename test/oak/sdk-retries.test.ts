import { expect, test } from 'vitest'
import { CUSTOMERS } from '../support/oak.ts'
import { oakClient } from '../support/oak-client.ts'
import { freshSandbox } from '../support/sandbox.ts'

const NEW = { email: 'retried@example.com' }

/** A sandbox whose creates fail, one fault after the other, and a client that retries twice. */
async function failing(faults: readonly object[], retries = 2) {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  for (const fault of faults) {
    const answer = await sandbox.request('POST', '/_sandbox/faults', {
      operation: 'oak.createCustomer',
      times: 1,
      ...fault,
    })
    if (answer.status !== 201) throw new Error(`No fault: ${JSON.stringify(answer.body)}`)
  }
  const waited: number[] = []
  const credentials = { clientId: 'demo-client', clientSecret: 'demo-secret' }
  const client = oakClient({ customUrl: `${url}/oak`, ...credentials, retries }, (ms) => waited.push(ms))
  const sent = () => client.calls.filter(({ path }) => path.startsWith('/api/v1/customers'))
  const stored = async () => (await sandbox.request('GET', `${CUSTOMERS}?email=${NEW.email}`)).body.data.count as number
  return { client, waited, sent, stored }
}

test('row 23: a create that is sent again after a 503 that stored nothing makes one customer', async () => {
  const { client, sent, stored } = await failing([{ status: 503 }])

  const result = await client.customers.create(NEW)

  expect(result.ok).toBe(true)
  expect(sent()).toHaveLength(2)
  expect(await stored()).toBe(1)
})

test('row 23: after a 503 that had stored it, the second create finds that the customer exists', async () => {
  const { client, sent, stored } = await failing([{ status: 503, when: 'after' }])

  const result = await client.customers.create(NEW)

  expect(result).toMatchObject({
    ok: false,
    error: { status: 400, message: expect.stringContaining('already exists') },
  })
  expect(sent()).toHaveLength(2)
  expect(await stored()).toBe(1)
})

test('row 23: a create that is sent again after the connection was cut makes one customer', async () => {
  const { client, sent, stored, waited } = await failing([{ effect: 'reset' }])

  const result = await client.customers.create(NEW)

  expect(result.ok).toBe(true)
  expect(sent()).toHaveLength(2)
  expect(waited).toEqual([1000])
  expect(await stored()).toBe(1)
})

test('a connection that is cut every time is a network error, after as many requests as there are tries', async () => {
  const { client, sent, waited } = await failing([{ effect: 'reset', times: 3 }])

  const result = await client.customers.create(NEW)

  expect(result).toEqual({ ok: false, error: { message: 'Network error', isNetworkError: true } })
  expect(sent()).toHaveLength(3)
  expect(waited).toEqual([1000, 2000])
})

test('row 45: a client waits as many seconds as Retry-After says', async () => {
  const { client, waited } = await failing([{ status: 429, retryAfter: 1 }])

  const result = await client.customers.create(NEW)

  expect(result.ok).toBe(true)
  expect(waited).toEqual([1000])
})

test.each([408, 500, 502, 503, 504])('row 46: with two retries a %i is asked for three times', async (status) => {
  const { client, sent, stored } = await failing([{ status, times: 3 }])

  const result = await client.customers.create(NEW)

  expect(result).toMatchObject({ ok: false, error: { status } })
  expect(sent()).toHaveLength(3)
  expect(await stored()).toBe(0)
})

test('row 46: without retries a 503 is asked for once', async () => {
  const { client, sent } = await failing([{ status: 503 }], 0)

  await client.customers.create(NEW)

  expect(sent()).toHaveLength(1)
})

test.each([409, 422])('row 47: a %i is not sent again', async (status) => {
  const { client, sent } = await failing([{ status }])

  const result = await client.customers.create(NEW)

  expect(result).toMatchObject({ ok: false, error: { status } })
  expect(sent()).toHaveLength(1)
})

test.each([
  [429, 'rate_limited'],
  [503, 'provider_unavailable'],
  [409, 'conflict'],
  [418, 'validation_error'],
  [502, 'provider_error'],
  [507, 'internal_error'],
])('row 44: an injected %i speaks as the API does, error_code %s', async (status, error_code) => {
  const { client } = await failing([{ status }], 0)

  const result = await client.customers.create(NEW)

  expect(result).toMatchObject({
    ok: false,
    error: { status, message: expect.any(String), body: { msg: expect.any(String), data: null, error_code } },
  })
})

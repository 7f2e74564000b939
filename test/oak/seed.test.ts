import { expect, test } from 'vitest'
import {
  ACME,
  BY_OTHER,
  CUSTOMERS,
  GRACE,
  HANS,
  JOAO,
  LUCIA,
  methodsOf,
  SEEDED,
  SEEDED_OTHERS,
} from '../support/oak.ts'
import { TRANSACTIONS } from '../support/oak-payments.ts'
import { PLANS, SUBSCRIPTIONS } from '../support/oak-plans.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

type Shown = { id: string; email: string; country_code: string; status: string; platforms: { status: string }[] }

async function everybody(sandbox: TestSandbox, by = {}): Promise<Shown[]> {
  return (await sandbox.request('GET', `${CUSTOMERS}?limit=100`, undefined, by)).body.data.customer_list
}

/** Everything that is stored of Oak's, as text. */
async function stored(seed: number): Promise<string> {
  const sandbox = await freshSandbox({ seed })
  const { body } = await sandbox.request('GET', '/_sandbox/export')
  return JSON.stringify(Object.entries(body).filter(([name]) => name.startsWith('oak.')))
}

test('the same seed gives the same bytes, another one other customers', async () => {
  const [first, again, other] = [await stored(7), await stored(7), await stored(8)]

  expect(first.length).toBeGreaterThan(10_000)
  expect(again).toBe(first)
  expect(other).not.toBe(first)
})

test('there are customers of several countries, in every status, and both merchants have some', async () => {
  const sandbox = await freshSandbox()

  const [own, others] = [await everybody(sandbox), await everybody(sandbox, BY_OTHER)]

  expect([own.length, others.length]).toEqual([SEEDED, SEEDED_OTHERS])
  expect(new Set(own.map(({ country_code }) => country_code))).toEqual(
    new Set(['us', 'br', 'mx', 'co', 'ar', 'es', 'de', null]),
  )
  expect(new Set(own.map(({ status }) => status))).toEqual(
    new Set(['approved', 'in_review', 'rejected', 'initiated', 'document_required']),
  )
})

test.each([1, 2, 3, 4, 5])(
  'with the seed %i every address is a customer’s own, and whoever is approved can pay',
  async (seed) => {
    const sandbox = await freshSandbox({ seed })

    const people = await everybody(sandbox)

    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length)
    const approved = people.filter(({ status, platforms }) => status === 'approved' && platforms.length > 0)
    const methods = await Promise.all(
      approved.map(({ id }) => sandbox.request('GET', `${methodsOf(id)}?status=active`)),
    )
    expect(methods.every(({ body }) => body.data.length > 0)).toBe(true)
  },
)

test.each(['stripe', 'pagar_me'])('some are approved at %s', async (provider) => {
  const sandbox = await freshSandbox()
  const query = `provider=${provider}&provider_registration_status=approved&target_role=customer`

  const { body } = await sandbox.request('GET', `${CUSTOMERS}?${query}`)

  expect(body.data.count).toBeGreaterThan(2)
})

test('what the README names is there', async () => {
  const sandbox = await freshSandbox()
  const get = async (path: string) => (await sandbox.request('GET', path)).body.data

  expect(await get(methodsOf(GRACE))).toMatchObject([{ type: 'bank', provider: 'stripe' }])
  expect(await get(methodsOf(JOAO))).toMatchObject([{ type: 'pix', provider: 'pagar_me' }])
  expect((await get(`${CUSTOMERS}/${ACME}/balances`)).balances).toMatchObject([{ role: 'connected_account' }])
  expect((await get(`${CUSTOMERS}/${LUCIA}`)).platforms).toMatchObject([{ status: 'rejected' }])
  expect(await get(`${CUSTOMERS}/${HANS}/files`)).toHaveLength(2)
  expect(await get(`${TRANSACTIONS}/0e000000-0000-4000-8000-000000000001`)).toMatchObject({ status: 'succeeded' })
  expect((await get(PLANS)).data).toMatchObject([{ status: 'draft' }, { status: 'published', name: 'Gold' }])
  expect((await get(`${SUBSCRIPTIONS}/list`)).data).toMatchObject([{ customer_id: GRACE, paid_installments: 1 }])
  expect((await get('/oak/api/v1/disputes')).dispute_list).toMatchObject([{ status: 'needs_response' }])
})

test('every transaction of the seed can be read, and nothing of it happens later', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', `${TRANSACTIONS}?limit=100`)
  const listed: { id: string }[] = body.data.transaction_list

  const read = await Promise.all(listed.map(({ id }) => sandbox.request('GET', `${TRANSACTIONS}/${id}`)))
  await sandbox.clock.advance(365 * 24 * 3_600_000)

  expect(read.map((answer) => answer.body.data)).toEqual(listed)
  expect(sandbox.messages().filter(({ vendor }) => vendor === 'oak')).toEqual([])
})

import { expect, test } from 'vitest'
import {
  ACME,
  BY_OTHER,
  CAMILLE,
  CUSTOMERS,
  GRACE,
  HANS,
  JOAO,
  LUCIA,
  MARIA,
  NAMED,
  OTHERS,
  SEEDED,
  SEEDED_OTHERS,
  SOFIA,
} from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** The newest of all. */
const ALL = [MARIA, HANS, CAMILLE, SOFIA, LUCIA, ACME, JOAO, GRACE]

async function listed(sandbox: TestSandbox, query: string, by = {}) {
  const { status, headers, body } = await sandbox.request('GET', `${CUSTOMERS}${query}`, undefined, by)
  const paging = Object.fromEntries([...headers].filter(([name]) => /^x-(limit|offset)-/.test(name)))
  const shown: { id: string }[] = body.data?.customer_list ?? []
  return { status, body, paging, ids: shown.map(({ id }) => id) }
}

test('customers are listed with the newest first', async () => {
  const sandbox = await freshSandbox()

  const { status, body, ids } = await listed(sandbox, '')

  expect(status).toBe(200)
  expect(body.msg).toBe('customers found')
  expect(body.data).toMatchObject({ count: SEEDED, has_more: true })
  expect(ids.slice(0, ALL.length)).toEqual(ALL)
})

test('row 24: of twelve customers the first page has ten', async () => {
  const sandbox = await freshSandbox()
  for (let made = SEEDED_OTHERS; made < 12; made++) {
    await sandbox.request('POST', CUSTOMERS, { email: `${made}@example.com` }, BY_OTHER)
  }

  const { body, paging } = await listed(sandbox, '', BY_OTHER)

  expect(body.data).toMatchObject({ count: 12, has_more: true })
  expect(body.data.customer_list).toHaveLength(10)
  expect(body.data.customer_list[0].email).toBe('11@example.com')
  expect(paging).toEqual({
    'x-limit-applied': '10',
    'x-limit-requested': '10',
    'x-offset-applied': '0',
    'x-offset-requested': '0',
  })
})

test('row 25: a page in the middle has its rows, the whole count, and says what was asked for', async () => {
  const sandbox = await freshSandbox()

  const { body, ids, paging } = await listed(sandbox, '?limit=3&offset=2')

  expect(ids).toEqual(ALL.slice(2, 5))
  expect(body.data).toMatchObject({ count: SEEDED, has_more: true })
  expect(paging).toEqual({
    'x-limit-applied': '3',
    'x-limit-requested': '3',
    'x-offset-applied': '2',
    'x-offset-requested': '2',
  })
})

test.each([
  [`?${NAMED}&limit=3&offset=6`, [JOAO, GRACE]],
  [`?${NAMED}&offset=8`, []],
  [`?${NAMED}&offset=9007199254740991`, []],
])('%s is the end of the list', async (query, expected) => {
  const sandbox = await freshSandbox()

  const { body, ids } = await listed(sandbox, query)

  expect(ids).toEqual(expected)
  expect(body.data).toMatchObject({ count: 8, has_more: false })
})

test.each([
  ['row 26: two addresses', '?email=grace.hopper@example.com,joao.silva%40example.com', [JOAO, GRACE]],
  ['row 26: an address in another case', '?email=Grace.Hopper@EXAMPLE.com', [GRACE]],
  ['row 26: one address twice', '?email=joao.silva@example.com,joao.silva@example.com', [JOAO]],
  ['row 27: two countries in any case', '?country_code=US,br', [MARIA, ACME, JOAO, GRACE]],
  ['two types of document', '?document_type=CPF,passport', [MARIA, HANS, JOAO]],
  ['two filters at once', '?country_code=br&document_type=cpf&email=maria.costa@example.com', [MARIA]],
  [
    'row 28: a role, a state and a provider',
    '?target_role=customer&provider_registration_status=approved&provider=stripe',
    [MARIA, GRACE],
  ],
  ['a provider in another case', '?provider=PAGAR_ME', [MARIA, JOAO]],
  ['states', '?provider_registration_status=rejected,processing', [HANS, LUCIA]],
  ['a role', '?target_role=connected_account', [ACME]],
  ['a filter that is blank', '?country_code=&limit=2', [MARIA, HANS]],
])('%s: %s', async (_, query, expected) => {
  const sandbox = await freshSandbox()

  const { status, ids } = await listed(sandbox, `${query}&${NAMED}`)

  expect(status).toBe(200)
  expect(ids).toEqual(expected)
})

test('filters on registrations are held against one and the same registration', async () => {
  const sandbox = await freshSandbox()

  const { ids } = await listed(sandbox, '?provider=stripe&provider_registration_status=rejected')

  expect(ids).toEqual([])
})

test('addresses are listed by when their customers came, however they are asked for', async () => {
  const sandbox = await freshSandbox()
  for (const name of ['b', 'a', 'c']) await sandbox.request('POST', CUSTOMERS, { email: `${name}@example.com` })

  const { body } = await listed(sandbox, '?email=a@example.com,c@example.com,b@example.com')

  const emails = (body.data.customer_list as { email: string }[]).map(({ email }) => email)
  expect(emails).toEqual(['c@example.com', 'a@example.com', 'b@example.com'])
})

test('what is filtered is counted and paged', async () => {
  const sandbox = await freshSandbox()

  const { body, ids } = await listed(sandbox, `?country_code=us,br&limit=2&offset=1&${NAMED}`)

  expect(ids).toEqual([ACME, JOAO])
  expect(body.data).toMatchObject({ count: 4, has_more: true })
})

test.each(['?email=nobody@example.com', '?country_code=jp', '?document_type=null', '?provider=paypal'])(
  'row 29: %s matches nobody, and that is 200',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await listed(sandbox, query)

    expect(status).toBe(200)
    expect(body.data).toEqual({ count: 0, has_more: false, customer_list: [] })
  },
)

test.each(['limit=0', 'limit=-1', 'limit=ten', 'limit=null', 'limit=1.5', 'offset=-1', 'offset=x', 'limit=2&limit=3'])(
  'row 30: %s is 422',
  async (query) => {
    const sandbox = await freshSandbox()

    const { status, body } = await listed(sandbox, `?${query}`)

    expect(status).toBe(422)
    expect(body.failure_reasons).toMatchObject([{ code: 'invalid_input', fields: [query.split('=')[0]] }])
  },
)

test('row 30: a limit of 1000 means 100, and the header says so', async () => {
  const sandbox = await freshSandbox()

  const { status, paging } = await listed(sandbox, '?limit=1000')

  expect(status).toBe(200)
  expect(paging).toMatchObject({ 'x-limit-requested': '1000', 'x-limit-applied': '100' })
})

test('a strict list refuses a limit that is too high', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await listed(sandbox, '?limit=101&strict=true')

  expect(status).toBe(422)
  expect(body.msg).toBe('limit must be at most 100')
})

test.each(['/', '//', ''])('row 31: with "%s" behind it the path is still the list', async (end) => {
  const sandbox = await freshSandbox()

  const { status, body } = await listed(sandbox, `${end}?limit=1`)

  expect(status).toBe(200)
  expect(body.data.count).toBe(SEEDED)
})

test('another merchant sees only its own', async () => {
  const sandbox = await freshSandbox()

  const { body } = await listed(sandbox, '', BY_OTHER)
  const named = await listed(sandbox, `?${NAMED}`, BY_OTHER)

  expect(body.data.count).toBe(SEEDED_OTHERS)
  expect(named.ids).toEqual([OTHERS])
})

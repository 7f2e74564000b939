import { expect, test } from 'vitest'
import {
  ANDES,
  BOREALIS,
  BY_OTHER,
  bearing,
  COMPANY,
  CUSTOMER_MONITORING,
  CUSTOMERS,
  completeSession,
  createWatchlist,
  DAY,
  deactivate,
  eventsOf,
  SESSIONS,
  seatsUsed,
  startSession,
  subjectsOn,
  UNKNOWN,
  VALIDATION_ERROR,
  watchlistNow,
} from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${CUSTOMERS}/${ANDES}`

test('row 25: a patch changes what it names and moves updated_at', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH)).body.data

  const { status, body } = await sandbox.request('PATCH', PATH, { website: 'https://new.example' })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, website: 'https://new.example', updated_at: '2026-04-20T12:00:00Z' })
  expect((await sandbox.request('GET', PATH)).body.data).toEqual(body.data)
})

test('row 26: the client_id of another customer is refused, and the own one is not', async () => {
  const sandbox = await freshSandbox()

  const taken = await sandbox.request('PATCH', PATH, { client_id: 'merchant_1002', name: 'Renamed' })
  const own = await sandbox.request('PATCH', PATH, { client_id: 'merchant_1001' })

  expect(taken.status).toBe(409)
  expect(taken.body.error.code).toBe('CUSTOMER_ALREADY_EXISTS')
  expect(own.status).toBe(200)
  expect(own.body.data.name).toBe('Andes Trading SA')
})

test('row 26: a client_id that was given up is free again', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { client_id: 'merchant_9000' })

  const { status } = await sandbox.request('PATCH', `${CUSTOMERS}/${BOREALIS}`, { client_id: 'merchant_1001' })

  expect(status).toBe(200)
  const { body } = await sandbox.request('GET', `${CUSTOMERS}?client_id=merchant_9000`)
  expect(body.data.customers).toMatchObject([{ customer_id: ANDES }])
})

test('its sessions and their related parties are called by its new client_id, in lists and in webhooks', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox, { workflow_id: COMPANY, customer_id: ANDES })
  const person = { full_name: 'Ann Owner', role: 'ubo' }
  const party = (await sandbox.request('POST', `${SESSIONS}/${session_id}/subsessions`, person)).body.data
  const totalOf = async (client_id: string): Promise<number> =>
    (await sandbox.request('GET', `${SESSIONS}?client_id=${client_id}`)).body.data.total
  const before = await totalOf('merchant_1001')

  await sandbox.request('PATCH', PATH, { client_id: 'merchant_9000' })
  await completeSession(sandbox, session_id)

  expect([await totalOf('merchant_1001'), await totalOf('merchant_9000')]).toEqual([0, before])
  expect(sandbox.messages().at(-1)?.data).toMatchObject({ data: { session_id, client_id: 'merchant_9000' } })
  const shown = await sandbox.request('GET', `${SESSIONS}/${party.session_id}`)
  expect(shown.body.data.client_id).toBe('merchant_9000')
  await sandbox.request('PATCH', PATH, { client_id: null })
  expect((await sandbox.request('GET', `${SESSIONS}/${session_id}`)).body.data.client_id).toBeNull()
})

test('row 27: who the customer is, its risk and its monitoring stay', async () => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', PATH)).body.data

  const { status, body } = await sandbox.request('PATCH', PATH, {
    phone: '+598 2 123',
    customer_id: UNKNOWN,
    tenant_id: 'tenant_other',
    risk_score: 99,
    risk_level: 'high',
    monitoring: { enabled: true },
    created_at: '2020-01-01T00:00:00Z',
  })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, phone: '+598 2 123', updated_at: '2026-04-20T12:00:00Z' })
})

test('a customer may be sent back as it was read, also where unknown fields are refused', async () => {
  const sandbox = await freshSandbox({ strict: true })
  const before = (await sandbox.request('GET', PATH)).body.data

  const { status, body } = await sandbox.request('PATCH', PATH, { ...before, name: 'Andes SA' })

  expect(status).toBe(200)
  expect(body.data).toEqual({ ...before, name: 'Andes SA', updated_at: '2026-04-20T12:00:00Z' })
})

test('null clears what is optional, and metadata is replaced as a whole', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { metadata: { a: 1, constructor: 'x' } })

  const { body } = await sandbox.request('PATCH', PATH, { metadata: { b: 2 }, website: null, client_id: null })

  expect(body.data).toMatchObject({ metadata: { b: 2 }, website: null, client_id: null, tax_id: '217654320018' })
  expect(body.data.metadata).toEqual({ b: 2 })
})

test('the status can be changed as well, and a customer that is active again can be monitored', async () => {
  const sandbox = await freshSandbox()
  const seats = await seatsUsed(sandbox)
  const path = `${CUSTOMERS}/${BOREALIS}`

  const inactive = await sandbox.request('PATCH', path, { status: 'inactive' })
  const free = await seatsUsed(sandbox)
  const active = await sandbox.request('PATCH', path, { status: 'active' })
  const monitored = await sandbox.request('POST', `${path}/monitor`)

  expect(inactive.body.data).toMatchObject({
    status: 'inactive',
    deactivated_at: '2026-04-20T12:00:00Z',
    monitoring: { enabled: false },
  })
  expect(free).toBe(seats - 1)
  expect(active.body.data).toMatchObject({ status: 'active', deactivated_at: null })
  expect(monitored.status).toBe(200)
})

test('a monitored customer is screened under its new name at once, where its watchlist does not wait', async () => {
  const sandbox = await freshSandbox()
  const { watchlist_id, subject_id } = (await sandbox.request('POST', `${PATH}/monitor`)).body.data

  const { body } = await sandbox.request('PATCH', PATH, { name: 'Viktor Samsonov', tax_id: null })

  expect(body.data.monitoring).toMatchObject({ enabled: true, subject_id })
  expect(await subjectsOn(sandbox, watchlist_id)).toContainEqual(
    expect.objectContaining({
      subject_id,
      full_name: 'Viktor Samsonov',
      identifier: 'merchant_1001',
      identifier_type: 'client_id',
      open_matches: 1,
    }),
  )
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
})

test('a match of the former name is gone with it, and the tenant is told so', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('PATCH', `${CUSTOMERS}/${BOREALIS}`, { name: 'Austral Shipping Ltd', tax_id: '1' })

  expect(await subjectsOn(sandbox, CUSTOMER_MONITORING)).toMatchObject([
    { full_name: 'Austral Shipping Ltd', open_matches: 0 },
  ])
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.status_changed'])
})

test('where the watchlist waits, the new name is looked for when its time has come', async () => {
  const sandbox = await freshSandbox()
  const watchlist_id = await createWatchlist(sandbox)
  await sandbox.request('POST', `${PATH}/monitor`, { watchlist_id, include_organization: true })

  await sandbox.request('PATCH', PATH, { name: 'Viktor Samsonov' })
  const before = eventsOf(sandbox)
  await sandbox.clock.advance(DAY)

  expect(before).toEqual([])
  expect(eventsOf(sandbox)).toEqual(['kyc.watchlist.match_found'])
  expect((await subjectsOn(sandbox, watchlist_id)).map(({ full_name }) => full_name)).toEqual([
    'Viktor Samsonov',
    'Jane Smith',
    'Cordillera Holding BV',
    'Mateo Ruiz',
  ])
})

test('what says nothing of who a customer is screens nobody', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('PATCH', `${CUSTOMERS}/${BOREALIS}`, { website: 'https://new.example', client_id: 'other' })

  expect(await watchlistNow(sandbox, CUSTOMER_MONITORING)).toMatchObject({ last_checked_at: '2026-03-11T09:00:00Z' })
})

test('an inactive customer can be changed', async () => {
  const sandbox = await freshSandbox()
  await deactivate(sandbox, ANDES)

  const { status, body } = await sandbox.request('PATCH', PATH, { country: 'br' })

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ country: 'BR', status: 'inactive' })
})

test.each([
  ['nothing', {}],
  ['only what cannot be changed', { customer_id: UNKNOWN }],
  ['null for the name', { name: null }],
  ['a blank name', { name: ' ' }],
  ['a name that is too long', { name: 'x'.repeat(256) }],
  ['an unknown type', { entity_type: 'spaceship' }],
  ['an unknown status', { status: 'deleted' }],
  ['a country of three letters', { country: 'URY' }],
  ['a list for metadata', { metadata: [] }],
  ['a number for a website', { website: 5 }],
  ['a website that is no URL', { website: 'http://[::1' }],
  ['an empty client_id', { client_id: '' }],
  ['a blank client_id', { client_id: ' ' }],
])('%s is refused and changes nothing', async (_what, patch) => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', PATH)

  const { status, body } = await sandbox.request('PATCH', PATH, patch)

  expect(status).toBe(400)
  expect(body.error).toMatchObject(VALIDATION_ERROR)
  expect((await sandbox.request('GET', PATH)).body.data).toEqual(before.body.data)
})

test('blanks around a name do not count', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', PATH, { name: ` ${'x'.repeat(255)} ` })

  expect([status, body.data.name]).toEqual([200, 'x'.repeat(255)])
})

test('another tenant finds no such customer, whatever the body', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', PATH, { name: 5 }, BY_OTHER)

  expect(status).toBe(404)
})

test('who may only read may not change', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PATCH', PATH, { name: 'New' }, bearing('sk_demo_read'))

  expect(status).toBe(403)
})

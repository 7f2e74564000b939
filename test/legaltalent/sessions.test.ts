import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const BASIC = '1f000000-0000-4000-8000-000000000001'
const COMPANY = '1f000000-0000-4000-8000-000000000002'
const ANDES = '1c000000-0000-4000-8000-000000000001'
const BOREALIS = '1c000000-0000-4000-8000-000000000002'
const LUCIA = '1c000000-0000-4000-8000-000000000003'
const NAMELESS = '1c000000-0000-4000-8000-000000000005'
const UNKNOWN = '1c000000-0000-4000-8000-000000009999'

async function start(sandbox: TestSandbox, link: object = {}) {
  const { body } = await sandbox.request('POST', '/legaltalent/kyc/sessions', { workflow_id: BASIC, ...link })
  return body.data
}

const events = (sandbox: TestSandbox) => sandbox.messages().map(({ event }) => event)

test("rows 32, 33: a session by customer_id or by client_id is among the customer's", async () => {
  const sandbox = await freshSandbox()

  const byId = await start(sandbox, { customer_id: NAMELESS })
  const byClient = await start(sandbox, { client_id: 'merchant_1001' })

  expect(byClient.customer_id).toBe(ANDES)
  const { body } = await sandbox.request('GET', `/legaltalent/customers/${NAMELESS}/sessions`)
  expect(body.data.sessions).toEqual([byId])
})

test('rows 34, 37: an unknown client_id makes a customer, and is taken then', async () => {
  const sandbox = await freshSandbox()

  const session = await start(sandbox, { client_id: 'new_1', metadata: { user_name: 'John Doe' } })

  const { body } = await sandbox.request('GET', `/legaltalent/customers/${session.customer_id}`)
  expect(body.data).toMatchObject({
    client_id: 'new_1',
    name: 'John Doe',
    entity_type: 'individual',
    sessions_count: 1,
  })
  const again = await sandbox.request('POST', '/legaltalent/customers', { name: 'John', client_id: 'new_1' })
  expect(again.status).toBe(409)
})

test('row 35: a hundred sessions at once with the same new client_id leave one customer', async () => {
  const sandbox = await freshSandbox()

  const made = await Promise.all(Array.from({ length: 100 }, () => start(sandbox, { client_id: 'crowd' })))

  expect(new Set(made.map(({ session_id }) => session_id)).size).toBe(100)
  expect(new Set(made.map(({ customer_id }) => customer_id)).size).toBe(1)
  const { body } = await sandbox.request('GET', '/legaltalent/customers?client_id=crowd')
  expect(body.data.customers).toMatchObject([{ sessions_count: 100 }])
})

test.each([
  ['row 36: an unknown customer', { workflow_id: BASIC, customer_id: UNKNOWN }, 404],
  ['an unknown workflow', { workflow_id: UNKNOWN }, 404],
  ['no workflow', {}, 400],
  ['ids of two customers', { workflow_id: BASIC, customer_id: ANDES, client_id: 'merchant_1002' }, 400],
  ['an inactive customer', { workflow_id: BASIC, client_id: 'merchant_1003' }, 400],
])('%s starts no session', async (_what, body, expected) => {
  const sandbox = await freshSandbox()
  const before = (await sandbox.request('GET', '/legaltalent/kyc/sessions')).body.data.total

  const { status } = await sandbox.request('POST', '/legaltalent/kyc/sessions', body)

  expect(status).toBe(expected)
  expect((await sandbox.request('GET', '/legaltalent/kyc/sessions')).body.data.total).toBe(before)
  expect(events(sandbox)).toEqual([])
})

test('row 39: a customer without sessions has an empty list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/legaltalent/customers/${NAMELESS}/sessions`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({ sessions: [], count: 0, cursor: null, has_more: false })
})

test('row 41: a person whose subsession was approved is in the organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `/legaltalent/customers/${ANDES}/organization`)

  expect(body.data.ubos).toMatchObject([{ full_name: 'Jane Smith', verification_status: 'approved' }])
  expect(body.data.shareholders).toHaveLength(2)
})

test('row 42: an individual has an empty organization', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `/legaltalent/customers/${LUCIA}/organization`)

  expect(body.data).toMatchObject({ ubos: [], shareholders: [], directors: [], representatives: [] })
})

test('rows 43, 45: a score fits its level, and the same history gives the same', async () => {
  const sandbox = await freshSandbox()
  const path = `/legaltalent/customers/${BOREALIS}/risk-profile?recalculate=true`

  const first = await sandbox.request('GET', path)
  const second = await sandbox.request('GET', path)

  expect(first.body.data).toMatchObject({ risk_score: 75, risk_level: 'high', recalculated: true })
  expect(second.body.data.risk_score).toBe(75)
})

test('row 44: a rejected session raises the score, of the customer too', async () => {
  const sandbox = await freshSandbox()
  const path = `/legaltalent/customers/${ANDES}/risk-profile`
  const before = await sandbox.request('GET', path)
  const session = await start(sandbox, { customer_id: ANDES })
  await sandbox.clock.advance(1000)
  await sandbox.request('PATCH', `/legaltalent/kyc/sessions/${session.session_id}`, { status: 'rejected' })

  const after = await sandbox.request('GET', `${path}?recalculate=true`)

  expect(before.body.data.risk_score).toBe(10)
  expect(after.body.data).toMatchObject({ risk_score: 85, risk_level: 'high' })
  expect(after.body.data.calculated_at > before.body.data.calculated_at).toBe(true)
  expect((await sandbox.request('GET', `/legaltalent/customers/${ANDES}`)).body.data.risk_level).toBe('high')
})

test('rows 46, 47: a customer is put on a watchlist once', async () => {
  const sandbox = await freshSandbox()
  const path = `/legaltalent/customers/${ANDES}/monitor`
  const made = await sandbox.request('POST', '/legaltalent/kyc/watchlists', { name: 'Mine' })
  const { watchlist_id } = made.body.data

  const first = await sandbox.request('POST', path, { watchlist_id })
  const second = await sandbox.request('POST', path, { watchlist_id })

  expect(first.status).toBe(200)
  expect(second.body.data.subject_id).toBe(first.body.data.subject_id)
  const { body } = await sandbox.request('GET', `/legaltalent/kyc/watchlists/${watchlist_id}/subjects`)
  expect(body.data.subjects).toMatchObject([{ full_name: 'Andes Trading SA' }])
  const seats = await sandbox.request('GET', '/legaltalent/kyc/tenants/me/watchlist-seats')
  expect(seats.body.data.used).toBe(2)
})

test('row 48: without a free seat it is 402, with a text for an error', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', '/_sandbox/legaltalent/seats', { total: 1 })

  const { status, body } = await sandbox.request('POST', `/legaltalent/customers/${ANDES}/monitor`, {})

  expect(status).toBe(402)
  expect(body).toEqual({ status: 'error', error: 'No watchlist seats available. Please purchase more seats.' })
})

test.each([
  ['row 49', ANDES, 'WATCHLIST_NOT_FOUND'],
  ['row 50', UNKNOWN, 'CUSTOMER_NOT_FOUND'],
])('%s: what is unknown cannot be monitored', async (_row, id, code) => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', `/legaltalent/customers/${id}/monitor`, { watchlist_id: UNKNOWN })

  expect(answer.status).toBe(404)
  expect(answer.body.error.code).toBe(code)
})

test('rows 51, 55: a webhook is signed over time and body, and is sent again under the same id', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  receiver.answer = (response) => response.writeHead(500).end()
  const channels = { webhook_url: receiver.url, webhook_secret: 'whsec_of_my_own' }
  await sandbox.request('PATCH', '/legaltalent/kyc/tenants/me/notification-channels', channels)

  await start(sandbox, { customer_id: ANDES })
  await sandbox.settled()
  await sandbox.clock.advance(60_000)
  await sandbox.settled()

  expect(receiver.received).toHaveLength(2)
  for (const { headers, body } of receiver.received) {
    const { id, type, created } = JSON.parse(body)
    const signature = createHmac('sha256', 'whsec_of_my_own').update(`${created}.${body}`).digest('hex')
    expect(type).toBe('kyc.session.created')
    expect(headers).toMatchObject({
      'x-webhook-id': id,
      'x-webhook-timestamp': String(created),
      'x-webhook-signature': `sha256=${signature}`,
      'user-agent': 'KYC-Webhooks/1.0',
    })
  }
  expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body)
})

test('row 52: a secret that was made is shown masked to its last four characters', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PATCH', '/legaltalent/kyc/tenants/me/notification-channels', {
    webhook_url: 'http://127.0.0.1:9/hook',
  })

  expect(status).toBe(200)
  expect(body.data.notification_config).toMatchObject({
    webhook_url: 'http://127.0.0.1:9/hook',
    webhook_secret: expect.stringMatching(/^\*{28}[0-9a-f]{4}$/),
  })
})

test('row 53: a flag that fires approves the session, and says so in one event', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await start(sandbox, { client_id: 'swiss', metadata: { nationality: 'CH' } })
  await sandbox.request('POST', `/_sandbox/legaltalent/sessions/${session_id}/complete`)

  const { body } = await sandbox.request('POST', `/legaltalent/kyc/sessions/${session_id}/process`)

  expect(body.data).toMatchObject({ status: 'approved', final_decision: 'flagged' })
  expect(events(sandbox)).toEqual(['kyc.session.created', 'kyc.session.completed', 'kyc.session.processed'])
})

test('row 54: an approval by hand is told as such', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await start(sandbox)

  await sandbox.request('PATCH', `/legaltalent/kyc/sessions/${session_id}`, { status: 'approved' })

  expect(events(sandbox)).toEqual(['kyc.session.created', 'kyc.session.approved'])
})

test('row 56: a new customer is told to nobody', async () => {
  const sandbox = await freshSandbox()

  await sandbox.request('POST', '/legaltalent/customers', { name: 'Quiet' })

  expect(events(sandbox)).toEqual([])
})

test('a link that nobody uses expires, and can be extended', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await start(sandbox, { ttl_days: 1 })
  const path = `/legaltalent/kyc/sessions/${session_id}`

  await sandbox.clock.advance(86_400_000)

  expect((await sandbox.request('GET', path)).body.data.status).toBe('expired')
  const { body } = await sandbox.request('POST', `${path}/extend`, { ttl_days: 2 })
  expect(body.data).toMatchObject({ status: 'active', expires_at: '2026-04-23T12:00:00Z' })
})

test('a company is verified with its people, monitored, and matched', async () => {
  const sandbox = await freshSandbox()
  const made = await sandbox.request('POST', '/legaltalent/customers', {
    name: 'Beta LLC',
    client_id: 'beta',
    country: 'US',
  })
  const { customer_id } = made.body.data
  const { session_id } = await start(sandbox, { workflow_id: COMPANY, client_id: 'beta' })
  const path = `/legaltalent/kyc/sessions/${session_id}`
  for (const person of [
    { full_name: 'Ann Owner', role: 'ubo', ownership_percentage: 80, nationality: 'US' },
    { full_name: 'Dan Director', role: 'director', nationality: 'US' },
  ]) {
    const sub = await sandbox.request('POST', `${path}/subsessions`, person)
    await sandbox.request('POST', `/_sandbox/legaltalent/sessions/${sub.body.data.session_id}/complete`)
  }
  await sandbox.request('POST', `/_sandbox/legaltalent/sessions/${session_id}/complete`)

  await sandbox.request('POST', `${path}/process`)
  const monitored = await sandbox.request('POST', `/legaltalent/customers/${customer_id}/monitor`)
  await sandbox.request('POST', `/_sandbox/legaltalent/subjects/${monitored.body.data.subject_id}/match`)

  const organization = await sandbox.request('GET', `/legaltalent/customers/${customer_id}/organization`)
  expect(organization.body.data).toMatchObject({
    ubos: [{ full_name: 'Ann Owner', ownership_percentage: 80, verification_status: 'approved' }],
    directors: [{ full_name: 'Dan Director', verification_status: 'approved' }],
  })
  const risk = await sandbox.request('GET', `/legaltalent/customers/${customer_id}/risk-profile?recalculate=1`)
  expect(risk.body.data).toMatchObject({ risk_score: 30, risk_level: 'low', previous_risk_score: 10 })
  expect(events(sandbox).at(-1)).toBe('kyc.watchlist.match_found')
})

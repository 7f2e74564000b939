import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { COMPANY, CONTROL, CUSTOMERS, ME, SESSIONS } from '../support/legaltalent.ts'
import { bytesOf } from '../support/legaltalent-public.ts'
import { type Received, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const SECRET = 'whsec_of_the_walk'

/** A sandbox on a free port. The API is called with a key, the public side and the control API without. */
async function listening() {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const call = async (method: string, address: string, body?: object): Promise<any> => {
    const target = new URL(address, url)
    const isOpen = target.pathname.startsWith('/_sandbox') || target.pathname.includes('/public/')
    const response = await fetch(target, {
      method,
      headers: { 'content-type': 'application/json', ...(!isOpen && { authorization: 'Bearer sk_demo_admin' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  /** Uploads a file as a browser does: asks for a place, puts the bytes there, says so. */
  const upload = async (publicUrl: string, step_id: string, document_type: string): Promise<void> => {
    const wanted = { step_id, document_type, file_name: `${document_type}.pdf`, content_type: 'application/pdf' }
    const { doc_id, upload_url, headers } = (await call('POST', `${publicUrl}/upload/init`, wanted)).data
    const put = await fetch(upload_url, { method: 'PUT', headers, body: bytesOf(50_000) })
    if (!put.ok) throw new Error(`The file was not taken: ${put.status}`)
    await call('POST', `${publicUrl}/upload/confirm`, { doc_id })
  }
  return { sandbox, call, upload }
}

/** Whether a delivery is what a receiver that checks signatures would take. */
function isGenuine({ body, headers }: Received): boolean {
  const signature = createHmac('sha256', SECRET)
    .update(`${String(headers['x-webhook-timestamp'])}.${body}`)
    .digest('hex')
  return headers['x-webhook-signature'] === `sha256=${signature}` && headers['x-webhook-id'] === JSON.parse(body).id
}

test('a company is verified with its people over the public side, monitored, and matched', async () => {
  const { sandbox, call, upload } = await listening()
  const receiver = await startReceiver()
  const told = () => receiver.received.map(({ body }) => JSON.parse(body))
  await call('PATCH', `${ME}/notification-channels`, { webhook_url: receiver.url, webhook_secret: SECRET })

  const company = { name: 'Beta LLC', client_id: 'beta', entity_type: 'company', country: 'US' }
  const { customer_id } = (await call('POST', CUSTOMERS, company)).data
  const created = (await call('POST', SESSIONS, { workflow_id: COMPANY, client_id: 'beta' })).data
  expect(created).toMatchObject({ customer_id, workflow_name: 'Company KYC', status: 'active' })

  const { public_url, session_id } = created
  const { steps } = (await call('GET', `${public_url}/workflow`)).data
  expect(steps).toMatchObject([{ type: 'form_fill' }, { type: 'document_upload' }, { type: 'subsession_collection' }])
  const form = { legal_name: 'Beta LLC', tax_id: '12-3456789', incorporation: 'US', website: 'https://beta.example' }
  await call('POST', `${public_url}/step/step_1/complete`, { form_data: form })
  await upload(public_url, 'step_2', 'company-charter')
  await call('POST', `${public_url}/step/step_2/complete`)

  const people = [
    { full_name: 'Ann Owner', role: 'ubo', ownership_percentage: 80 },
    { full_name: 'Dan Director', role: 'director' },
  ]
  for (const person of people) {
    const party = (await call('POST', `${public_url}/subsessions`, person)).data
    const form_data = { full_name: person.full_name, birth_date: '1980-01-31', nationality: 'US' }
    await call('POST', `${party.public_url}/step/person_1/complete`, { form_data })
    await upload(party.public_url, 'person_2', 'id')
    const last = await call('POST', `${party.public_url}/step/person_2/complete`)
    expect(last.data.status).toBe('completed')
  }
  const finished = await call('POST', `${public_url}/step/step_3/complete`)
  expect(finished.data).toMatchObject({ status: 'completed', current_step_index: 3, total_steps: 3 })

  const before = await call('GET', `${CUSTOMERS}/${customer_id}/organization`)
  const riskBefore = await call('GET', `${CUSTOMERS}/${customer_id}/risk-profile`)
  const processed = await call('POST', `${SESSIONS}/${session_id}/process`)
  const after = await call('GET', `${CUSTOMERS}/${customer_id}/organization`)
  const riskAfter = await call('GET', `${CUSTOMERS}/${customer_id}/risk-profile`)

  expect(before.data).toMatchObject({ ubos: [], directors: [] })
  expect(riskBefore.data).toMatchObject({ risk_score: 20, sessions_summary: { pending: 1 } })
  expect(processed.data).toMatchObject({ status: 'approved', final_decision: 'approved' })
  expect(after.data).toMatchObject({
    ubos: [
      { full_name: 'Ann Owner', ownership_percentage: 80, birth_date: '1980-01-31', verification_status: 'approved' },
    ],
    shareholders: [],
    directors: [{ full_name: 'Dan Director', nationality: 'US', verification_status: 'approved' }],
    representatives: [],
  })
  expect(riskAfter.data).toMatchObject({ risk_score: 10, risk_level: 'low', previous_risk_score: 20 })

  const { subject_id, watchlist_id } = (await call('POST', `${CUSTOMERS}/${customer_id}/monitor`, {})).data
  await call('POST', `${CONTROL}/subjects/${subject_id}/match`, { list: 'ofac' })
  const riskMatched = await call('GET', `${CUSTOMERS}/${customer_id}/risk-profile?recalculate=true`)
  await sandbox.settled()

  expect(riskMatched.data).toMatchObject({ risk_score: 30, factors: [{}, { factor: 'watchlist_match' }] })
  expect(receiver.received.every(isGenuine)).toBe(true)
  expect(told().map(({ type }) => type)).toEqual([
    'kyc.session.created',
    'kyc.session.completed',
    'kyc.session.processed',
    'kyc.watchlist.match_found',
  ])
  const [, completed, decided, alert] = told()
  expect(completed.data).toMatchObject({ session_id, status: 'completed', final_decision: null, form_data: form })
  expect(decided.data).toMatchObject({ session_id, customer_id, status: 'approved', final_decision: 'approved' })
  expect(alert.data).toMatchObject({ customer_id, watchlist_id, subject_id, results_by_list: { ofac: { matches: 1 } } })
})

test('a hundred sessions that are started at once over the wire with the same new client_id leave one customer', async () => {
  const { call } = await listening()

  const started = await Promise.all(
    Array.from({ length: 100 }, () => call('POST', SESSIONS, { workflow_id: COMPANY, client_id: 'crowd' })),
  )

  const { customers } = (await call('GET', `${CUSTOMERS}?client_id=crowd`)).data
  expect(customers).toMatchObject([{ sessions_count: 100, entity_type: 'company' }])
  expect(new Set(started.map(({ data }) => data.customer_id))).toEqual(new Set([customers[0].customer_id]))
})

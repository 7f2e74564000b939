// What Oak's merchants and its operators do. `n` is a number that no other call has.
import { form } from './client.mjs'

const API = '/oak/api/v1'
const GRACE = '0a000000-0000-4000-8000-000000000001'
const ACME = '0a000000-0000-4000-8000-000000000003'
const DOLLARS = { amount: 10, currency: 'USD' }

/** A customer with a file, a registration and an answer that is kept for its key. */
export async function customer(client, n) {
  const grant = { client_id: 'demo-client', client_secret: 'demo-secret', grant_type: 'client_credentials' }
  const { access_token } = await client.ask('POST', `${API}/merchant/token/grant`, { body: grant })
  const bearer = { authorization: `Bearer ${access_token}` }
  const body = { email: `soak${n}@example.com`, first_name: 'Ada', country_code: 'US' }
  const keyed = { body, headers: { ...bearer, 'idempotency-key': `soak-${n}` } }
  const { data } = await client.ask('POST', `${API}/customers`, keyed)
  await client.ask('POST', `${API}/customers`, keyed)
  const one = `${API}/customers/${data.id}`
  const file = { name: 'passport.png', type: 'image/png', text: 'bytes '.repeat(2000) }
  const passport = form({ file_type: 'PASSPORT' }, file)
  await client.ask('POST', `${one}/files`, {
    raw: passport.raw,
    headers: { ...bearer, ...passport.headers },
    expected: 201,
  })
  const { data: files } = await client.ask('GET', `${one}/files`, { headers: bearer })
  const { pathname, search } = new URL(files[0].url)
  await client.ask('GET', pathname + search)
  const provider = { provider: 'bridge', target_role: 'customer' }
  await client.ask('POST', `${API}/provider-registration/${data.id}/submit`, { body: provider, headers: bearer })
  const approved = { provider: 'bridge', status: 'approved' }
  await client.ask('PUT', `/_sandbox/oak/customers/${data.id}/registrations`, { body: approved })
  await client.ask('GET', one, { headers: bearer })
  await client.ask('GET', `${API}/customers?limit=20&country_code=us,br`, { headers: bearer })
}

/** A payment that is paid, refunded and disputed; a transfer and a subscription that the clock will see to. */
export async function money(client, n) {
  const payment = { provider: 'STRIPE', source: { ...DOLLARS, amount: 1500 } }
  const { data } = await client.ask('POST', `${API}/payments`, { body: payment })
  await client.ask('POST', `${API}/payments/${data.id}/confirm`, { body: {} })
  await client.ask('POST', `${API}/payments/${data.id}/sandbox/paid`, { body: {} })
  if (n % 2 === 0) await client.ask('PUT', `/_sandbox/oak/payments/${data.id}/dispute`, { body: {} })
  else await client.ask('POST', `${API}/payments/${data.id}/refund`, { body: {} })
  const transfer = { provider: 'STRIPE', source: DOLLARS, destination: { customer: { id: ACME } } }
  await client.ask('POST', `${API}/transfer`, { body: transfer })
  await client.ask('GET', `${API}/transactions?limit=20`)
  const plan = { name: `Soak ${n}`, price: 9, currency: 'USD' }
  const { data: made } = await client.ask('POST', `${API}/subscription/plans`, { body: plan, expected: 201 })
  await client.ask('PATCH', `${API}/subscription/plans/${made.id}/publish`)
  const subscribing = { plan_id: made.id, customer_id: GRACE, provider: 'stripe' }
  await client.ask('POST', `${API}/subscription/subscribe`, { body: subscribing, expected: 201 })
}

/** A webhook of the merchant, and what was sent so far. */
export async function webhooks(client, n) {
  const own = `${API}/merchant/webhooks`
  const { data } = await client.ask('POST', own, { body: { url: `http://127.0.0.1:9/${n}` } })
  await client.ask('GET', own)
  await client.ask('GET', `${own}/notifications?limit=20`)
  await client.ask('DELETE', `${own}/${data.id}`)
}

// What clients of Conomy do, on both of its surfaces, and its operators. `n` is a number that no other call has.
import { form } from './client.mjs'

const OF_DEMO = 'clientId=demo-client'
const CUSTOMERS = '/conomy/customers'
const ANA = '69a000000000000000000001'
const CAMILAS_NUMBER = '177523916800000000000002'
const OPERATIONS_NUMBER = '177523916800000000000001'
const VERSION = { 'conomyhq-api-version': '24-04-2025' }

/** A customer from nothing to FULL, with a document that is approved and one that is rejected. */
export async function customer(client, n) {
  const body = { email: `soak${n}@example.com`, firstName: 'Ana', documentNumber: `20-${n}` }
  const { id } = await client.ask('POST', `${CUSTOMERS}?${OF_DEMO}`, { body, expected: 201 })
  const one = `${CUSTOMERS}/${id}`
  for (const type of ['kyc', 'kyc']) {
    const document = { type, url: `https://example.com/${n}.jpg`, contentType: 'image/jpeg' }
    await client.ask('POST', `${one}/documents?${OF_DEMO}`, { body: document, expected: 201 })
  }
  await client.ask('POST', `/_sandbox${one}/documents/0/approve`)
  await client.ask('POST', `/_sandbox${one}/documents/1/reject`, { body: { reason: 'blurred' } })
  await client.ask('PATCH', `${one}?${OF_DEMO}`, { body: { lastName: 'García', operationLevel: 'FULL' } })
  await client.ask('GET', `${one}?${OF_DEMO}`)
  await client.ask('GET', `${CUSTOMERS}?${OF_DEMO}&documentNumber=20-${n}`)
}

/** What is read most. */
export async function reads(client) {
  await client.ask('GET', `${CUSTOMERS}?${OF_DEMO}&count=50`)
  await client.ask('GET', `${CUSTOMERS}?${OF_DEMO}&offset=10&count=10&operationLevel=FULL`)
  await client.ask('GET', `${CUSTOMERS}/${ANA}?${OF_DEMO}`)
  await client.ask('GET', '/conomy/accounts')
  await client.ask('GET', '/conomy/payments?limit=20')
}

/** Customers and accounts of the gateway, which are deleted again. */
export async function gateway(client, n) {
  const login = { clientId: 'demo-client', clientSecret: 'demo-secret' }
  const { accessToken } = await client.ask('POST', '/conomy/auth', { body: login })
  const headers = { ...VERSION, authorization: `Bearer ${accessToken}` }
  const body = { type: 'USER', name: `Provider ${n}`, email: `provider${n}@example.com`, country: 'CHL', idv: 'manual' }
  const papers = { phone: '+56955555555', documentNumber: '18604011-4', documentType: 'RUT' }
  const identity = await client.ask('POST', '/conomy/identities', { body: { ...body, ...papers }, headers })
  await client.ask('GET', `/conomy/identities/${identity.id}`, { headers })
  const account = {
    identityId: identity.id,
    type: 'CHECKING',
    custody: 'BANK_ACCOUNT',
    currency: 'CLP',
    name: 'Treasury',
  }
  const { id } = await client.ask('POST', '/conomy/accounts', { body: account, headers, expected: 201 })
  await client.ask('GET', `/conomy/accounts/${id}`, { headers })
  await client.ask('DELETE', `/conomy/accounts/${id}`, { headers, expected: 204 })
  await client.ask('DELETE', `/conomy/identities/${identity.id}`, { headers, expected: 204 })
}

/** Money that goes from one account to another, and a large deposit with its review and an uploaded document. */
export async function payments(client, n) {
  const ends = {
    origins: [{ type: 'ACCOUNT', accountNumber: OPERATIONS_NUMBER }],
    destinations: [{ type: 'ACCOUNT', accountNumber: CAMILAS_NUMBER }],
  }
  const transfer = { type: 'P2P', product: 'CLP:CLP', totalAmount: '10', currency: 'CLP', ...ends }
  const { id } = await client.ask('POST', '/conomy/payments', { body: transfer })
  await client.ask('POST', `/conomy/payments/${id}/captured`)
  await client.ask('GET', `/conomy/payments/${id}`)
  const payer = { firstName: 'Luz', lastName: 'Paz', email: `luz${n}@example.com`, documentNumber: `${20_000_000 + n}` }
  const deposit = { clientId: 'demo-client', amount: '1500000', currency: 'ARS', providerReference: `soak-${n}` }
  const { payment } = await client.ask('POST', '/_sandbox/conomy/topups', {
    body: { ...deposit, payer: { ...payer, documentType: 'DNI' } },
    expected: 201,
  })
  const documents = `/conomy/payments/${payment.id}/documents`
  const announced = { type: 'source_of_funds', contentType: 'image/png' }
  const place = await client.ask('POST', `${documents}/presign`, { body: announced })
  const file = { name: 'paper.png', type: 'image/png', text: 'bytes '.repeat(2000) }
  await client.ask('POST', pathOf(place.url), { ...form(place.fields, file), expected: 204 })
  const paper = { type: 'source_of_funds', url: place.canonicalUrl }
  await client.ask('POST', documents, { body: paper, expected: 201 })
  const decision = n % 2 === 0 ? 'APPROVED' : 'REJECTED'
  await client.ask('POST', `/conomy/payments/${payment.id}/resolveReview`, { body: { decision } })
}

const pathOf = (url) => {
  const { pathname, search } = new URL(url)
  return pathname + search
}

import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { PESOS } from '../support/conomy-gateway.ts'
import { type Received, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { A_DEPOSIT, A_PAYER, hours } from './payments.ts'

const SECRET = 'a secret of mine'

/** The sandbox on a port, a receiver of its webhooks, and a client that gets itself a token. */
async function startWalk() {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const receiver = await startReceiver()

  async function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'walk/1.0', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  await send('POST', '/_sandbox/webhooks/endpoints', { vendor: 'conomy', url: receiver.url, secret: SECRET })
  const credentials = { clientId: 'demo-client', clientSecret: 'demo-secret' }
  const { body: token } = await send('POST', '/conomy/sandbox/auth', credentials, { 'x-api-key': 'demo-api-key' })
  const bearer = { 'x-api-key': 'demo-api-key', authorization: `${token.tokenType} ${token.accessToken}` }

  return {
    sandbox,
    ask: (method: string, path: string, body?: object) => send(method, `/conomy/sandbox${path}`, body, bearer),
    control: (path: string, body: object) => send('POST', `/_sandbox${path}`, body),
    /** What has been received since the last time, by event. */
    received: async (): Promise<Record<string, any>> => {
      await sandbox.settled()
      return Object.fromEntries(receiver.received.splice(0).map((request) => opened(request)))
    },
  }
}

/** The event and its payload, once the signature is verified. */
function opened({ headers, body }: Received): [string, any] {
  expect(headers['x-webhook-signature']).toBe(createHmac('sha256', SECRET).update(body).digest('hex'))
  const payload = JSON.parse(body)
  return [payload.eventType, payload]
}

test('walk (a): a large top-up is reviewed, documented, approved and settled, and the next one is not reviewed', async () => {
  const { ask, control, received } = await startWalk()

  const customer = await ask('POST', '/customers?clientId=demo-client', A_PAYER)
  expect(customer).toMatchObject({ status: 201, body: { operationLevel: 'BASIC', isDocumented: false } })

  const topUp = await control('/conomy/topups', { ...A_DEPOSIT, amount: '1500000' })
  const { id } = topUp.body.payment
  expect(topUp.body.customer.id).toBe(customer.body.id)
  expect(await received()).toMatchObject({
    'payment.requiresReview': {
      transaction: {
        id,
        status: 'REQUIRES_REVIEW',
        documentationStatus: 'PENDING_UPLOAD',
        customerId: customer.body.id,
        totalAmount: '1500000',
      },
    },
    'transaction.status_changed': { transaction: { id, status: 'REQUIRES_REVIEW' } },
  })

  const place = await ask('POST', `/payments/${id}/documents/presign`, {
    type: 'source_of_funds',
    contentType: 'image/png',
  })
  const form = new FormData()
  for (const [name, value] of Object.entries<string>(place.body.fields)) form.append(name, value)
  form.append('file', new Blob(['the paper'], { type: 'image/png' }), 'paper.png')
  const uploaded = await fetch(place.body.url, { method: 'POST', body: form })
  expect(uploaded.status).toBe(204)
  const document = await ask('POST', `/payments/${id}/documents`, {
    type: 'source_of_funds',
    url: place.body.canonicalUrl,
    contentType: 'image/png',
  })
  expect(document).toMatchObject({ status: 201, body: { documentationStatus: 'UPLOADED' } })
  expect(await (await fetch(document.body.document.url)).text()).toBe('the paper')

  const decision = await ask('POST', `/payments/${id}/resolveReview`, { decision: 'APPROVED' })
  expect(decision).toMatchObject({ status: 200, body: { status: 'CAPTURED', documentationStatus: 'APPROVED' } })
  expect(await received()).toMatchObject({
    'payment.reviewApproved': { transaction: { id, status: 'CAPTURED' } },
    'payment.reviewResolved': { transaction: { id, status: 'CAPTURED' } },
    'customer.levelChanged': { customer: { id: customer.body.id, operationLevel: 'BASIC', documentsCount: 1 } },
  })
  const documented = await ask('GET', `/payments/${id}/customer`)
  expect(documented.body).toMatchObject({ attached: true, customer: { isDocumented: true, autoCreated: false } })

  const settled = await ask('POST', `/payments/${id}/assign`, { accountId: PESOS })
  expect(settled).toMatchObject({ status: 200, body: { status: 'SETTLED', reconciliationStatus: 'PAID' } })
  expect(await received()).toMatchObject({ 'payment.settled': { transaction: { id, status: 'SETTLED' } } })
  expect((await ask('GET', `/accounts/${PESOS}`)).body).toMatchObject({ balance: '3500000', availableFunds: '3500000' })

  const next = await control('/conomy/topups', { ...A_DEPOSIT, amount: '9000000', providerReference: 'vw-2' })
  expect(next.body.payment).toMatchObject({ status: 'CREATED', documentationStatus: null })
  expect(next.body.customer.id).toBe(customer.body.id)
  expect(await received()).not.toHaveProperty('payment.requiresReview')
})

test('walk (b): a large top-up that is rejected is refunded by itself, and the balance is as before', async () => {
  const { ask, control, received, sandbox } = await startWalk()
  const before = (await ask('GET', `/accounts/${PESOS}`)).body

  const topUp = await control('/conomy/topups', { ...A_DEPOSIT, amount: '1500000' })
  const { id, customerId, origins } = topUp.body.payment
  expect(topUp.body.customer).toMatchObject({ operationLevel: 'BASIC', autoCreated: true })
  expect(await received()).toMatchObject({ 'payment.requiresReview': { transaction: { id } } })

  const document = { type: 'source_of_funds', url: 'https://example.com/paper' }
  expect((await ask('POST', `/payments/${id}/documents`, document)).status).toBe(201)

  const reason = 'The paper is not readable'
  const decision = await ask('POST', `/payments/${id}/resolveReview`, { decision: 'REJECTED', rejectionReason: reason })
  expect(decision).toMatchObject({ status: 200, body: { status: 'FAILED', documentationStatus: 'REJECTED' } })
  const events = await received()
  expect(events).toMatchObject({
    'payment.reviewRejected': { transaction: { id, status: 'FAILED', documentationStatus: 'REJECTED' } },
    'payment.reviewResolved': { transaction: { id, status: 'FAILED' } },
    'payment.refund.created': {
      transaction: { type: 'REFUND', status: 'RECEIVED', parentPaymentId: id, totalAmount: '1500000', currency: 'ARS' },
    },
  })
  expect(events).not.toHaveProperty('customer.levelChanged')

  const refund = (await ask('GET', `/payments/${events['payment.refund.created'].transaction.id}`)).body
  expect(refund).toMatchObject({ parentPaymentId: id, customerId, destinations: origins })
  const arrived = await control(`/conomy/payments/${refund.id}/settle`, {})
  expect(arrived).toMatchObject({ status: 200, body: { status: 'SETTLED' } })
  expect(await received()).toMatchObject({ 'payment.refund.settled': { transaction: { id: refund.id } } })

  await sandbox.clock.advance(hours(0.9))
  expect((await ask('GET', '/accounts/unassigned')).body).toMatchObject({ count: 0, totalAmount: '0' })
  expect((await ask('GET', `/payments/${id}`)).body).toMatchObject({ documents: [{ rejectionReason: reason }] })
  expect((await ask('GET', `/accounts/${PESOS}`)).body).toEqual(before)

  const next = await control('/conomy/topups', { ...A_DEPOSIT, amount: '1500000', providerReference: 'vw-2' })
  expect(next.body.payment).toMatchObject({ status: 'REQUIRES_REVIEW', customerId })
})

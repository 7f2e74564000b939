import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { bytesOf, presign, upload } from '../conomy-gateway/files.ts'
import { depositInReview } from '../conomy-gateway/payments.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { plant } from './faults.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** The last request in the log. */
async function last(sandbox: TestSandbox) {
  const { body } = await sandbox.request('GET', '/_sandbox/requests?limit=1')
  return (await sandbox.request('GET', `/_sandbox/requests/${body.requests[0].id}`)).body
}

test('a request shows what was sent and what was answered', async () => {
  const sandbox = await freshSandbox()
  const { body: created } = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })

  const request = await last(sandbox)

  expect(request).toEqual({
    id: 'req_1',
    at: '2026-04-20T12:00:00.000Z',
    namespace: 'default',
    vendor: 'conomy',
    operation: 'conomy-customers.createCustomer',
    method: 'POST',
    path: CUSTOMERS,
    status: 201,
    durationMs: expect.any(Number),
    contract: 'kept',
    warnings: [],
    fault: null,
    messages: [],
    requestHeaders: {
      authorization: '********',
      'content-type': 'application/json',
      'user-agent': 'tests/1.0',
      'x-api-key': '********',
    },
    requestBody: { mediaType: 'application/json', bytes: 27, text: '{"email":"new@example.com"}', isTruncated: false },
    responseBody: {
      mediaType: 'application/json',
      bytes: JSON.stringify(created).length,
      text: JSON.stringify(created),
      isTruncated: false,
    },
    error: null,
  })
})

test('what was not checked when it was sent is checked when it is read', async () => {
  const sandbox = await freshSandbox({ checkResponses: false })
  await sandbox.request('GET', `${CUSTOMERS}&count=1`)
  const kept = await last(sandbox)
  const contract = await Contract.load()
  const { responses } = contract.operation('conomy-customers.listCustomers') ?? { responses: new Map() }
  const promised = responses.get(200)

  responses.set(200, responses.get(400))
  const broken = await last(sandbox)
  responses.delete(200)
  const nowhere = await last(sandbox)
  responses.set(200, promised)

  expect(kept).toMatchObject({ status: 200, contract: 'kept', requestBody: null })
  expect([broken.contract, nowhere.contract]).toEqual(['broken', 'broken'])
})

test('of an answer whose end is not kept, of a fault’s, and where no operation is, nothing is said of the contract', async () => {
  const sandbox = await freshSandbox({ checkResponses: false })
  for (let number = 0; number < 40; number++)
    await sandbox.request('POST', CUSTOMERS, { email: `${number}@example.com` })
  const verdicts: unknown[] = []

  await sandbox.request('GET', `${CUSTOMERS}&count=100`)
  verdicts.push((await last(sandbox)).contract)
  await sandbox.request('POST', '/_sandbox/faults', { status: 503 })
  await sandbox.request('GET', CUSTOMERS)
  verdicts.push((await last(sandbox)).contract)
  await sandbox.request('DELETE', '/_sandbox/faults')
  await sandbox.request('GET', '/conomy/nowhere')
  verdicts.push((await last(sandbox)).contract)

  expect(verdicts).toEqual([null, null, null])
})

test('secrets are masked, in the request and in the answer', async () => {
  const sandbox = await freshSandbox()
  const asked = { clientId: 'demo-client', clientSecret: 'demo-secret' }
  const { body } = await sandbox.request('POST', '/conomy/auth', asked)
  const { accessToken } = body

  const text = JSON.stringify(await last(sandbox))

  expect(accessToken).toMatch(/./)
  for (const secret of ['demo-secret', 'demo-api-key', 'demo-token', accessToken]) expect(text).not.toContain(secret)
  expect(text).toContain('demo-client')
})

test('on a socket the headers are shown and masked as well', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  await fetch(url + CUSTOMERS, { headers: { 'X-API-Key': 'hunter2', 'User-Agent': 'tests/1.0' } })

  const { requestHeaders } = await last(sandbox)

  expect(requestHeaders).toMatchObject({ 'x-api-key': '********', 'user-agent': 'tests/1.0' })
})

test('a body that cannot be read is shown as it was sent', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', CUSTOMERS, undefined, { raw: '{"email": ' })

  expect(await last(sandbox)).toMatchObject({ status: 400, requestBody: { text: '{"email": ', isTruncated: false } })
})

test('of a long body the beginning is kept, and its secrets are masked too', async () => {
  const sandbox = await freshSandbox()
  const body = { clientSecret: 'hunter2', email: 'new@example.com', note: 'x'.repeat(20_000) }
  await sandbox.request('POST', CUSTOMERS, body)

  const { requestBody } = await last(sandbox)

  expect(requestBody).toMatchObject({ bytes: JSON.stringify(body).length, isTruncated: true })
  expect(requestBody.text).toMatch(/^\{"clientSecret":"\*{8}","email":"new@example.com","note":"x+$/)
  expect(requestBody.text.length).toBeLessThan(8200)
})

test('of a long answer the beginning is kept', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', `${CUSTOMERS}&count=500`)

  const { responseBody } = await last(sandbox)

  expect(responseBody.isTruncated).toBe(true)
  expect(responseBody.bytes).toBe(Buffer.byteLength(JSON.stringify(body)))
  expect(responseBody.text).toHaveLength(8192)
  expect(JSON.stringify(body)).toContain(String(responseBody.text).slice(0, 8000))
})

test('a file is not shown', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(sandbox)
  const place = await presign(sandbox, id)
  await upload(sandbox, place, place.fields, new Blob([bytesOf(100)], { type: 'image/png' }))

  const { requestBody, responseBody } = await last(sandbox)

  expect(requestBody).toMatchObject({ mediaType: expect.stringContaining('multipart/form-data'), text: null })
  expect(responseBody).toBeNull()
})

test('what the vendor would ignore is among the warnings', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com', fistName: 'Ana' })

  const { warnings } = await last(sandbox)

  expect(warnings).toEqual([expect.stringContaining('did you mean "firstName"?')])
})

test('a connection that was cut has no status and no answer', async () => {
  const sandbox = await freshSandbox()
  await plant(sandbox, { effect: 'reset', when: 'after' })
  await sandbox.request('GET', CUSTOMERS).catch((error: Error) => expect(error.message).toBe('fetch failed'))

  expect(await last(sandbox)).toMatchObject({ status: null, fault: 'flt_1' })
})

test('a bug has its stack', async () => {
  const bugs: unknown[] = []
  const sandbox = await freshSandbox({ bugs })
  const contract = await Contract.load()
  const { responses } = contract.operation('conomy-customers.listCustomers') ?? { responses: new Map() }
  const promised = responses.get(200)
  responses.delete(200)

  const { status } = await sandbox.request('GET', CUSTOMERS)

  responses.set(200, promised)
  expect(status).toBe(500)
  expect(bugs).toHaveLength(1)
  expect(await last(sandbox)).toMatchObject({
    status: 500,
    contract: 'broken',
    error: expect.stringMatching(/answers 200, which is not in the contract\n\s+at /),
  })
})

test('a request that is not there is not found', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/requests/req_1')

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no request req_1')
})

import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { intercept } from '../../src/intercept.ts'
import { formWith, GRACE } from '../support/oak.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const OAK = 'https://payments.oaknetwork.org/api/v1/customers'
const CONOMY = 'https://api.conomyhq.com/sandbox/customers?clientId=demo-client'
const TOKEN = { authorization: 'Bearer demo-token' }
const CONOMY_HEADERS = { ...TOKEN, 'x-api-key': 'demo-api-key' }

/** Intercepts until the test ends. */
function intercepting(...[target]: Parameters<typeof intercept>) {
  const interception = intercept(target)
  onTestFinished(() => interception.stop())
  return interception
}

/** What node:https is answered. */
async function ask(
  url: string,
  { headers, method = 'GET', body }: { headers: Record<string, string>; method?: string; body?: string },
) {
  const asking = (url.startsWith('https:') ? httpsRequest : httpRequest)(url, { method, headers })
  asking.end(body)
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  return { status: response.statusCode, text: await text(response) }
}

/** LegalTalent gives every answer a number of its own. */
const withoutMeta = ({ meta, ...rest }: any): object => rest

test.each([
  [OAK, TOKEN],
  ['https://sandbox-payments.oaknetwork.org/api/v1/customers', TOKEN],
  [CONOMY, CONOMY_HEADERS],
  ['https://api.conomyhq.com/customers?clientId=demo-client', CONOMY_HEADERS],
  ['https://kyc.legaltalent.ai/customers', { authorization: 'Bearer sk_demo_admin' }],
  ['https://stg.kyc.legaltalent.ai/customers', { authorization: 'Bearer sk_demo_admin' }],
])('fetch and node:https of %s reach the sandbox', async (url, headers) => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)

  const fetched = await fetch(url, { headers })
  const asked = await ask(url, { headers: { ...headers, 'user-agent': 'tests/1.0' } })

  const { requests } = await sandbox.call('sandbox.listRequests')
  expect([fetched.status, asked.status]).toEqual([200, 200])
  expect(JSON.parse(asked.text)).toMatchObject(withoutMeta(await fetched.json()))
  expect(requests[0]).toMatchObject({ operation: requests[1]?.operation, path: requests[1]?.path })
})

test('a body arrives as it was sent, and changes the sandbox', async () => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)
  const headers = { ...TOKEN, 'content-type': 'application/json' }
  const customer = (name: string) => JSON.stringify({ email: `${name}@example.com`, first_name: 'José' })

  const fetched = await fetch(OAK, { method: 'POST', headers, body: customer('fetched') })
  const asked = await ask(OAK, { method: 'POST', headers, body: customer('asked') })

  const { body } = await sandbox.request('GET', '/oak/api/v1/customers?limit=100')
  expect([fetched.status, asked.status]).toEqual([200, 200])
  expect(body.data.customer_list).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ email: 'fetched@example.com', first_name: 'José' }),
      expect.objectContaining({ email: 'asked@example.com', first_name: 'José' }),
    ]),
  )
})

test('a form with a file arrives as well', async () => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)
  const body = formWith({ file: new Blob(['a passport'], { type: 'image/png' }), file_type: 'PASSPORT' })

  const { status } = await fetch(`${OAK}/${GRACE}/files`, { method: 'POST', headers: TOKEN, body })

  expect(status).toBe(201)
})

test('what is refused is refused in the vendor’s words', async () => {
  intercepting(await freshSandbox())

  const response = await fetch(CONOMY)

  expect(response.status).toBe(401)
  expect(await response.json()).toMatchObject({ code: '41' })
})

test('everything else goes where it went before', async () => {
  intercepting(await freshSandbox())
  const receiver = await startReceiver()

  const fetched = await fetch(receiver.url, { method: 'POST', body: 'by fetch' })
  const asked = await ask(receiver.url, { method: 'POST', headers: { 'x-mine': 'yes' }, body: 'by http' })

  expect([fetched.status, asked.status]).toEqual([200, 200])
  expect(receiver.received.map(({ body }) => body)).toEqual(['by fetch', 'by http'])
})

test('webhooks of the sandbox itself leave this process', async () => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)
  const receiver = await startReceiver()
  await sandbox.call('sandbox.createEndpoint', {
    body: { vendor: 'oak', url: receiver.url, events: ['*'], enabled: true },
  })

  await fetch(OAK, {
    method: 'POST',
    headers: { ...TOKEN, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'a@example.com' }),
  })
  await sandbox.settled()

  expect(receiver.received.map(({ body }) => JSON.parse(body).event)).toEqual(['customer.created'])
})

test('a sandbox that listens is reached by its URL, in whatever namespace it names', async () => {
  const sandbox = await freshSandbox({ port: 0 })
  intercepting(`${sandbox.url}/@ci-7/`)

  const { status } = await fetch(OAK, { headers: TOKEN })

  const job = await sandbox.namespace('ci-7')
  expect(status).toBe(200)
  expect((await job.call('sandbox.listRequests')).requests).toMatchObject([{ operation: 'oak.listCustomers' }])
  expect((await sandbox.call('sandbox.listRequests')).requests).toEqual([])
})

test('a namespace of a sandbox in this process can be meant', async () => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  intercepting(job)

  await fetch(OAK, { headers: TOKEN })

  expect((await job.call('sandbox.listRequests')).requests).toHaveLength(1)
  expect((await sandbox.call('sandbox.listRequests')).requests).toHaveLength(0)
})

test('where no sandbox listens, the request fails and says so', async () => {
  const sandbox = await freshSandbox({ port: 0 })
  const { url } = sandbox
  await sandbox.close()
  intercepting(new URL(url))

  await expect(fetch(OAK)).rejects.toMatchObject({
    message: 'fetch failed',
    cause: { code: 'ECONNREFUSED', message: expect.stringContaining(`no sandbox answers at ${url}`) },
  })
  await expect(ask(OAK, { headers: {} })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('a connection that a fault cuts off fails as a lost one does', async () => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)
  await sandbox.call('sandbox.createFault', { body: { webhook: false, vendor: 'oak', effect: 'reset' } })

  await expect(fetch(OAK, { headers: TOKEN })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  await expect(ask(OAK, { headers: TOKEN })).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('a URL that the sandbox hands out is answered, though nobody listens there', async () => {
  const sandbox = await freshSandbox()
  intercepting(sandbox)

  const { status } = await fetch(new URL('/oak/files/none', sandbox.url))

  expect(sandbox.url).toBe('http://sandbox.localhost')
  expect(status).toBeGreaterThanOrEqual(400)
  expect((await sandbox.call('sandbox.listRequests')).requests).toHaveLength(1)
})

test('a second interception takes the place of the first, and a stopped one lets go', async () => {
  const [first, second] = [await freshSandbox(), await freshSandbox()]
  const before = globalThis.fetch
  const stopped = intercepting(first)
  const interception = intercepting(second)
  await fetch(OAK, { headers: TOKEN })

  stopped.stop()
  await fetch(OAK, { headers: TOKEN })
  interception[Symbol.dispose]()

  expect((await first.call('sandbox.listRequests')).requests).toHaveLength(0)
  expect((await second.call('sandbox.listRequests')).requests).toHaveLength(2)
  expect(globalThis.fetch).toBe(before)
})

test.each(['nonsense', '', 'ftp://127.0.0.1/', 'http://'])(
  '%j is no URL of a sandbox, and is refused at once',
  (url) => {
    expect(() => intercept(url)).toThrow(`the URL of a sandbox is like http://127.0.0.1:4010, not "${url}"`)
  },
)

import { expect, expectTypeOf, onTestFinished, test } from 'vitest'
import { createSandbox } from '../../src/index.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** The library as its users have it, without what the other tests put around it. */
async function sandboxOf(...[options]: Parameters<typeof createSandbox>) {
  const sandbox = await createSandbox(options)
  onTestFinished(() => sandbox.close())
  return sandbox
}

test('a request by path carries the demo tenant’s credentials, and its answer is read', async () => {
  const sandbox = await sandboxOf()

  const created = await sandbox.request<{ id: string }>('POST', CUSTOMERS, { email: 'ana@example.com' })

  expect(created).toMatchObject({ status: 201, body: { email: 'ana@example.com', clientId: 'demo-client' } })
  expectTypeOf(created.body.id).toBeString()
})

test.each([
  ['conomy', CUSTOMERS],
  ['legaltalent', '/legaltalent/customers'],
  ['oak', '/oak/api/v1/customers'],
])('%s knows the demo tenant, not who brings nothing, and another tenant sees other rows', async (_vendor, path) => {
  const sandbox = await sandboxOf()

  const own = await sandbox.request('GET', path)
  const nobody = await sandbox.request('GET', path, undefined, { as: null })
  const other = await sandbox.request('GET', path.replace('demo-client', 'other-client'), undefined, { as: 'other' })

  expect([own.status, nobody.status, other.status]).toEqual([200, 401, 200])
  expect(other.body).not.toEqual(own.body)
})

test('an operation of the contract is called by its name, and gives its success body', async () => {
  const sandbox = await sandboxOf()

  const customer = await sandbox.call('conomy-customers.createCustomer', {
    query: { clientId: 'demo-client' },
    body: { email: 'ana@example.com' },
  })
  const again = await sandbox.call('conomy-customers.getCustomer', {
    params: { id: customer.id },
    query: { clientId: 'demo-client' },
  })

  expect(again).toEqual(customer)
  expectTypeOf(again.clientId).toBeString()
})

test('what is called without need for anything is called with nothing', async () => {
  const sandbox = await sandboxOf()

  const { status } = await sandbox.call('sandbox.getHealth')

  expect(status).toBe('ok')
})

test('what has a default need not be said', async () => {
  const sandbox = await sandboxOf()

  const { webhook } = await sandbox.call('sandbox.createFault', { body: { vendor: 'oak', status: 503 } })
  const { events } = await sandbox.call('sandbox.createEndpoint', {
    body: { vendor: 'oak', url: 'http://127.0.0.1:1/' },
  })

  expect([webhook, events]).toEqual([false, ['*']])
})

test('a form is sent as one, and a file comes back as the bytes that it has', async () => {
  const sandbox = await sandboxOf()
  const bytes = Uint8Array.from([0, 255, 128, 10])
  const params = { customer_id: '0a000000-0000-4000-8000-000000000001' }
  const file = { name: 'passport.png', type: 'image/png', base64: Buffer.from(bytes).toString('base64') }

  await sandbox.call('oak.uploadFiles', { params, body: { file, file_type: 'PASSPORT' } })

  const { data } = await sandbox.call('oak.listFiles', { params })
  const link = new URL(String(data?.[0]?.url))
  const downloaded = await sandbox.call('oak.downloadFile', {
    params: { file_id: link.pathname.split('/').at(-1) ?? '' },
    query: linked(link.href),
  })
  expect(downloaded).toEqual(bytes)
  expectTypeOf(downloaded).toEqualTypeOf<Uint8Array>()
})

test('bytes that an operation takes as they are are sent so', async () => {
  const sandbox = await sandboxOf()
  const { data: session } = await sandbox.call('legaltalent.createSession', {
    body: { workflow_id: '1f000000-0000-4000-8000-000000000001', client_id: 'ana' },
  })
  const params = { access_token: session.access_token }
  await sandbox.call('legaltalent.completeStep', {
    params: { ...params, step_id: 'step_1' },
    body: { form_data: { full_name: 'Ana Gomez', birth_date: '1990-05-17', nationality: 'UY' } },
  })
  const { data: place } = await sandbox.call('legaltalent.initUpload', {
    params,
    body: { step_id: 'step_2', document_type: 'id', file_name: 'id.png', content_type: 'image/png' },
  })

  await sandbox.call('legaltalent.putFile', {
    params: { doc_id: place.doc_id },
    query: linked(place.upload_url),
    body: { type: 'image/png', base64: 'AP+ACg==' },
  })

  const { data } = await sandbox.call('legaltalent.confirmUpload', { params, body: { doc_id: place.doc_id } })
  expect(data).toMatchObject({ status: 'uploaded', size: 4 })
})

test('events are called for like anything else, and are read as they come', async () => {
  const sandbox = await sandboxOf()

  const events = await sandbox.call('sandbox.watchEvents')

  const { value } = await events.getReader().read()
  expect(new TextDecoder().decode(value)).toContain('watching')
})

test('a call that is refused is a rejection with the vendor’s own answer', async () => {
  const sandbox = await sandboxOf()

  const refused = sandbox.call('oak.getCustomer', { params: { customer_id: '0a000000-0000-4000-8000-00000000ffff' } })

  await expect(refused).rejects.toThrow(/^oak\.getCustomer answered 404: \{/)
  await expect(refused).rejects.toMatchObject({ name: 'Refusal', status: 404, body: { msg: expect.any(String) } })
})

test('a list in a query is given value by value, and nothing for what is undefined', async () => {
  const sandbox = await sandboxOf()

  await sandbox.call('sandbox.listRequests', { query: { limit: 1, vendor: undefined } as { limit: number } })
  await sandbox.call('conomy-customers.getCustomer', {
    params: { id: '69a000000000000000000001' },
    query: { clientId: 'demo-client' },
    as: 'demo',
    headers: { 'x-request': 'mine' },
  })

  const { requests } = await sandbox.call('sandbox.listRequests')
  expect(requests).toMatchObject([{ path: expect.stringMatching(/69a0+1\?clientId=demo-client$/) }])
  expect(requests[0]?.requestHeaders).toMatchObject({ 'x-request': 'mine', 'user-agent': 'node' })
})

test('an operation that does not exist is refused with the nearest name', async () => {
  const sandbox = await sandboxOf()

  // @ts-expect-error: the compiler refuses it as well
  const refused = sandbox.call('oak.getCustomr', { params: {} })

  await expect(refused).rejects.toThrow('did you mean "oak.getCustomer"?')
  await expect(sandbox.call(undefined as never, {} as never)).rejects.toThrow('there is no operation undefined')
})

const ANA = { id: '69a000000000000000000001' }
const query = { clientId: 'demo-client' }

test.each([
  ['no path parameter', { query }, 'needs params.id, a text or a number, not undefined'],
  ['another one', { params: { customerId: ANA.id }, query }, 'not undefined; what is there is customerId'],
  ['an empty one', { params: { id: '' }, query }, 'needs params.id, a text or a number, not ""'],
  ['one that is a whole customer', { params: { id: ANA }, query }, 'a text or a number, not an object'],
  ['a misspelt part', { parms: ANA, query }, 'there is no option "parms" of call, did you mean "params"?'],
  ['a part of no such name', { params: ANA, query, tenant: 'x' }, 'there are params, query, body, as, headers'],
  ['unknown credentials', { params: ANA, query, as: 'nope' }, 'as must be "demo", "other" or null, not "nope"'],
  ['a query as one text', { params: ANA, query: 'a=b' }, 'query must be a plain object, not "a=b"'],
  ['a query that hides its values', { params: ANA, query: new URLSearchParams(query) }, 'query must be a plain object'],
  ['headers that hide theirs', { params: ANA, query, headers: new Headers() }, 'headers must be a plain object'],
  ['a text', '69a000000000000000000001', 'call takes a plain object of options, not "69a'],
])('a call with %s is refused as a mistake, and is not sent', async (_what, input: unknown, reason) => {
  const sandbox = await sandboxOf()

  const refused = sandbox.call('conomy-customers.getCustomer', input as never)

  await expect(refused).rejects.toThrow(TypeError)
  await expect(refused).rejects.toThrow(reason)
  expect((await sandbox.call('sandbox.listRequests')).requests).toEqual([])
})

test('parameters that a path has no place for do no harm', async () => {
  const sandbox = await sandboxOf()
  const params = { ...ANA, index: 0 }

  await sandbox.call('conomy-customers.approveDocument', { params })

  expect(await sandbox.call('conomy-customers.getCustomer', { params, query })).toMatchObject(ANA)
})

test.each([
  [{ as: 'nope' }, 'as must be "demo", "other" or null, not "nope"'],
  [{ header: {} }, 'there is no option "header" of request, did you mean "headers"?'],
])('a request with the options %o is refused as a mistake', async (options: object, reason) => {
  const sandbox = await sandboxOf()

  await expect(sandbox.request('GET', CUSTOMERS, undefined, options)).rejects.toThrow(new TypeError(reason))
})

test.each([undefined, null, 7])('a namespace named %o is none, and is not made', async (name: unknown) => {
  const sandbox = await sandboxOf()

  const refused = sandbox.namespace(name as never)

  await expect(refused).rejects.toThrow(TypeError)
  await expect(refused).rejects.toThrow(
    `a namespace is named with a text, as in sandbox.namespace("ci-7"), not ${String(name)}`,
  )
  expect((await sandbox.call('sandbox.listNamespaces')).namespaces).toHaveLength(1)
})

test('fetch takes what the global one takes, and the host does not matter', async () => {
  const sandbox = await sandboxOf()
  const health = '/_sandbox/health'

  const answers = await Promise.all([
    sandbox.fetch(health),
    sandbox.fetch(new URL(health, sandbox.url)),
    sandbox.fetch(`https://api.example.com${health}`),
    sandbox.fetch(new Request(`http://localhost${health}`)),
    sandbox.fetch(new Request(`http://localhost${health}`), { method: 'GET' }),
  ])

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

test('a vendor’s base URL, credentials and webhook secret need not be written down', async () => {
  const sandbox = await sandboxOf()
  const { baseUrl, demo, other, webhookSecret } = sandbox.vendors.oak

  const response = await sandbox.fetch(`${baseUrl}/api/v1/merchant/token/grant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...demo.credentials, token: undefined, grant_type: 'client_credentials' }),
  })

  expect(response.status).toBe(200)
  expect(other).toMatchObject({ name: 'other-client', headers: { authorization: 'Bearer other-token' } })
  expect(webhookSecret).toMatch(/./)
})

test('with a port, the URL is one that anybody reaches', async () => {
  const sandbox = await sandboxOf({ port: 0 })

  const response = await fetch(`${sandbox.vendors.oak.baseUrl}/api/v1/customers`, {
    headers: sandbox.vendors.oak.demo.headers,
  })

  expect(sandbox.url).toMatch(/^http:\/\/localhost:\d+$/)
  expect(response.status).toBe(200)
})

test('a port that is taken is a rejection, and nothing is left open', async () => {
  const first = await sandboxOf({ port: 0 })

  const second = createSandbox({ port: Number(new URL(first.url).port) })

  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('several sandboxes in one process know nothing of each other', async () => {
  const [first, second] = await Promise.all([sandboxOf(), sandboxOf()])
  const before = await second.request('GET', CUSTOMERS)

  await first.request('POST', CUSTOMERS, { email: 'ana@example.com' })
  await first.clock.freeze()

  expect((await second.request('GET', CUSTOMERS)).body).toEqual(before.body)
  expect((await second.call('sandbox.getClock')).mode).toBe('real')
})

test('a path that names a namespace carries credentials as well', async () => {
  const sandbox = await sandboxOf({ token: 'mine' })

  const { status } = await sandbox.request('GET', '/@ci-7/conomy/customers?clientId=demo-client')
  const ofControl = await sandbox.request('GET', '/@ci-7/_sandbox/clock')

  expect([status, ofControl.status]).toEqual([200, 200])
})

test('a namespace has a URL and base URLs of its own', async () => {
  const sandbox = await sandboxOf({ port: 0 })
  const job = await sandbox.namespace('ci-7')
  await job.request('POST', CUSTOMERS, { email: 'ana@example.com' })

  const response = await fetch(`${job.vendors.conomy.baseUrl}/customers?clientId=demo-client&count=500`, {
    headers: job.vendors.conomy.demo.headers,
  })

  const here = await sandbox.request<{ count: number }>('GET', `${CUSTOMERS}&count=500`)
  expect(job.url).toBe(`${sandbox.url}/@ci-7`)
  expect(await response.json()).toMatchObject({ count: here.body.count + 1 })
})

/** What the query of a link to a file says. */
function linked(url: string): { expires: number; signature: string } {
  const { searchParams } = new URL(url)
  return { expires: Number(searchParams.get('expires')), signature: String(searchParams.get('signature')) }
}

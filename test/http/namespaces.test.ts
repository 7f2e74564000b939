import { expect, test } from 'vitest'
import { bytesOf, download, presign, upload } from '../conomy-gateway/files.ts'
import { depositInReview } from '../conomy-gateway/payments.ts'
import { advance, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { ANA } from '../support/conomy.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

const CUSTOMERS = '/conomy/customers?clientId=demo-client'

const countIn = async (sandbox: TestSandbox, prefix: string): Promise<number> =>
  (await sandbox.request('GET', `${prefix}${CUSTOMERS}&count=500`)).body.count

/** The same sandbox, seen through a namespace. */
const within = (sandbox: TestSandbox, name: string): TestSandbox => ({
  ...sandbox,
  request: (method, path, ...rest) => sandbox.request(method, `/@${name}${path}`, ...rest),
})

test('a namespace is there on its first use, with the same rows as the default one', async () => {
  const sandbox = await freshSandbox({ seed: 7 })
  const own = await sandbox.request('GET', CUSTOMERS)

  const { status, body } = await sandbox.request('GET', `/@ci-7${CUSTOMERS}`)

  expect(status).toBe(200)
  expect(body).toEqual(own.body)
})

test('what is written in one namespace is not seen in another', async () => {
  const sandbox = await freshSandbox()
  const before = await countIn(sandbox, '')

  await sandbox.request('POST', `/@first${CUSTOMERS}`, { email: 'new@example.com' })

  expect(await countIn(sandbox, '/@first')).toBe(before + 1)
  expect(await countIn(sandbox, '/@second')).toBe(before)
  expect(await countIn(sandbox, '')).toBe(before)
})

test('a header names the namespace as well as the path does', async () => {
  const sandbox = await freshSandbox()
  const before = await countIn(sandbox, '')
  const headers = { 'sandbox-namespace': 'ci-7' }

  const { status } = await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' }, { headers })

  expect(status).toBe(201)
  expect(await countIn(sandbox, '/@ci-7')).toBe(before + 1)
  expect(await countIn(sandbox, '')).toBe(before)
})

test('`default` is the name of the default namespace', async () => {
  const sandbox = await freshSandbox()
  const before = await countIn(sandbox, '')

  await sandbox.request('POST', `/@default${CUSTOMERS}`, { email: 'new@example.com' })

  expect(await countIn(sandbox, '')).toBe(before + 1)
})

test('two namespaces draw the same ids, whatever happens in the other', async () => {
  const sandbox = await freshSandbox()
  const inFirst = await sandbox.request('POST', `/@first${CUSTOMERS}`, { email: 'new@example.com' })
  await sandbox.request('POST', `/@first${CUSTOMERS}`, { email: 'newer@example.com' })

  const inSecond = await sandbox.request('POST', `/@second${CUSTOMERS}`, { email: 'new@example.com' })

  expect(inSecond.body).toEqual(inFirst.body)
})

test('each namespace has a clock of its own', async () => {
  const sandbox = await freshSandbox()

  await advance(within(sandbox, 'later'), 3600)

  const { body } = await sandbox.request('GET', '/@later/_sandbox/clock')
  expect(body.now).toBe('2026-04-20T13:00:00.000Z')
  expect(sandbox.clock.now()).toEqual(NOW)
})

test('each namespace has endpoints and deliveries of its own', async () => {
  const sandbox = await freshSandbox()
  const first = within(sandbox, 'first')
  const receiver = await startReceiver()
  await register(first, receiver.url)
  await register(sandbox, NOBODY)

  const { id } = await trigger(first)
  await (await sandbox.namespace('first')).settled()

  const { body } = await first.request('GET', `/_sandbox/webhooks/deliveries/${id}`)
  expect(body.status).toBe('delivered')
  expect(receiver.received).toHaveLength(1)
  expect((await sandbox.request('GET', '/_sandbox/webhooks/deliveries')).body.deliveries).toEqual([])
})

test('an operator acts in the namespace that the path names', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', `/@ci-7/_sandbox/conomy/customers/${ANA}/documents/0/approve`)

  const there = await sandbox.request('GET', `/@ci-7/conomy/customers/${ANA}?clientId=demo-client`)
  const here = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  expect(status).toBe(200)
  expect(there.body.documents[0].status).toBe('APPROVED')
  expect(here.body.documents[0].status).toBe('UPLOADED')
})

test('a reset is of one namespace', async () => {
  const sandbox = await freshSandbox()
  const before = await countIn(sandbox, '')
  await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })
  await sandbox.request('POST', `/@ci-7${CUSTOMERS}`, { email: 'new@example.com' })

  await sandbox.request('POST', '/@ci-7/_sandbox/reset')

  expect(await countIn(sandbox, '/@ci-7')).toBe(before)
  expect(await countIn(sandbox, '')).toBe(before + 1)
})

test.each([
  ['the path', '/@ci-7', {}],
  ['the header', '', { 'sandbox-namespace': 'ci-7' }],
])('a URL that is handed out keeps the namespace that %s named', async (_what, prefix, named) => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(within(sandbox, 'ci-7'))

  const { body } = await sandbox.request(
    'POST',
    `${prefix}/conomy/payments/${id}/documents/presign`,
    { type: 'kyc', contentType: 'image/png' },
    { headers: named },
  )

  expect(body.canonicalUrl).toMatch('http://localhost:4010/@ci-7/conomy/files/')
  expect(body.url).toBe('http://localhost:4010/@ci-7/conomy/uploads')
})

test('a file goes to, and comes from, the namespace that its URL names', async () => {
  const sandbox = await freshSandbox()
  const { id } = await depositInReview(within(sandbox, 'ci-7'))
  const place = await presign(within(sandbox, 'ci-7'), id)
  const bytes = bytesOf(100)

  const { status } = await upload(sandbox, place, place.fields, new Blob([bytes], { type: 'image/png' }))

  expect(status).toBe(204)
  expect((await download(sandbox, place.canonicalUrl)).bytes).toEqual(bytes)
  expect((await download(sandbox, place.canonicalUrl.replace('/@ci-7', ''))).status).toBe(404)
})

test('first requests that come at the same time share one namespace', async () => {
  const sandbox = await freshSandbox()
  const before = await countIn(sandbox, '')
  const names = Array.from({ length: 20 }, (_, number) => `${number}@example.com`)

  const answers = await Promise.all(names.map((email) => sandbox.request('POST', `/@ci-7${CUSTOMERS}`, { email })))

  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(20)
  expect(await countIn(sandbox, '/@ci-7')).toBe(before + 20)
})

test.each([
  ['capitals', '/@CI/_sandbox/health', {}],
  ['no letters at all', '/@/conomy/customers', {}],
  ['nothing behind the at sign', '/@', {}],
  ['64 letters', `/@${'x'.repeat(64)}/_sandbox/health`, {}],
  ['a dot', '/@../_sandbox/health', {}],
  ['a percent sign', '/@a%2Fb/_sandbox/health', {}],
  ['nothing in the header', '/_sandbox/health', { 'sandbox-namespace': '' }],
  ['a space in the header', '/_sandbox/health', { 'sandbox-namespace': 'a b' }],
  ['one in the path and another in the header', '/@a/_sandbox/health', { 'sandbox-namespace': 'b' }],
])('a name of %s is refused', async (_what, path, headers) => {
  const sandbox = await freshSandbox()

  const { status, headers: answered, body } = await sandbox.request('GET', path, undefined, { headers })

  expect(status).toBe(400)
  expect(answered.get('content-type')).toBe('application/problem+json')
  expect(body).toMatchObject({ type: 'urn:fintech-sandbox:problem:invalid', detail: expect.stringContaining('name') })
  expect((await sandbox.request('GET', '/_sandbox/namespaces')).body.namespaces).toHaveLength(1)
})

test('what is sent to a namespace alone is at no place, and is told where the sandbox answers', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/@ci-7')

  expect(status).toBe(404)
  expect(body.detail).toContain('the sandbox answers under /conomy')
})

test('an unknown route of a vendor is refused in its dialect, also in a namespace', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/@ci-7/conomy/custmers?clientId=demo-client')

  expect(status).toBe(404)
  expect(body).toMatchObject({ code: '31', detail: expect.stringContaining('/conomy/customers') })
})

test('in process a namespace is used like the sandbox itself, and gone back with', async () => {
  const sandbox = await freshSandbox()
  const job = await sandbox.namespace('ci-7')
  const before = await job.snapshot()
  await sandbox.request('POST', `/@ci-7${CUSTOMERS}`, { email: 'new@example.com' })
  await job.clock.advance(60_000)

  const clock = await job.fetch(new Request('http://localhost:4010/_sandbox/clock'))
  await job.restore(before)

  expect(await clock.json()).toMatchObject({ now: '2026-04-20T12:01:00.000Z' })
  expect(job.clock.now()).toEqual(NOW)
  expect(await countIn(sandbox, '/@ci-7')).toBe(await countIn(sandbox, ''))
  await expect(sandbox.namespace('CI')).rejects.toMatchObject({ kind: 'invalid' })
})

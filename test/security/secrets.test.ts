import { expect, test } from 'vitest'
import { withoutUrlSecrets } from '../../src/core/masking.ts'
import { register, trigger } from '../delivery/webhooks.ts'
import { watch } from '../support/event-stream.ts'
import { startSession } from '../support/legaltalent.ts'
import { completeStep, onPublic } from '../support/legaltalent-public.ts'
import { startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PASSWORD = 'p4ssw0rd-of-the-test'

/** A sandbox with an endpoint behind a name and a password. */
async function withPassword() {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const url = receiver.url.replace('http://', `http://ana:${PASSWORD}@`)
  const endpoint = await register(sandbox, url)
  return { sandbox, receiver, url, endpoint }
}

test('a webhook goes out with the name and the password of its URL', async () => {
  const { sandbox, receiver } = await withPassword()

  await trigger(sandbox)
  await sandbox.settled()

  const basic = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString('base64')}`
  expect(receiver.received.map(({ headers }) => headers.authorization)).toEqual([basic])
})

test('a password in a URL is shown nowhere but where it was given', async () => {
  const { sandbox, endpoint } = await withPassword()
  const { id } = await trigger(sandbox)
  await sandbox.settled()

  for (const path of [
    '/_sandbox/webhooks/endpoints',
    `/_sandbox/webhooks/endpoints/${endpoint.id}`,
    '/_sandbox/webhooks/deliveries',
    `/_sandbox/webhooks/deliveries/${id}`,
    '/_sandbox/requests',
  ]) {
    const { status, body } = await sandbox.request('GET', path)
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain(PASSWORD)
  }
})

test('who watches what happens is shown no password either', async () => {
  const { sandbox } = await withPassword()
  const { take } = await watch(sandbox)

  await sandbox.request('GET', `/conomy/customers?clientId=demo-client&callback=http://a:${PASSWORD}@b.c/`)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  const told = await take(3)

  expect(told.filter((event) => event?.data.id === id)).toMatchObject([{ event: 'delivery' }, { event: 'delivery' }])
  expect(JSON.stringify(told)).toContain('********')
  expect(JSON.stringify(told)).not.toContain(PASSWORD)
})

test('an endpoint that was read can be written back, and keeps its password', async () => {
  const { sandbox, receiver, endpoint } = await withPassword()
  const path = `/_sandbox/webhooks/endpoints/${endpoint.id}`
  const { id: _id, createdAt: _createdAt, ...read } = (await sandbox.request('GET', path)).body

  await sandbox.request('PUT', path, { ...read, events: ['customer.levelChanged'] })
  await trigger(sandbox)
  await sandbox.settled()

  expect(read.url).toContain('ana:********@')
  expect(receiver.received[0]?.headers.authorization).toMatch(/^Basic /)
})

test('the request log shows no password of a URL, nor of anything else', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', '/oak/api/v1/merchant/webhooks', { url: `https://ana:${PASSWORD}@example.com/hook` })
  await sandbox.request('POST', '/oak/api/v1/merchant/token/grant', {
    client_id: 'demo-client',
    client_secret: PASSWORD,
    grant_type: 'client_credentials',
  })
  await sandbox.request('POST', '/conomy/auth', { clientId: 'demo-client', clientSecret: PASSWORD })
  await sandbox.request('GET', `/conomy/customers?clientId=demo-client&callback=http://a:${PASSWORD}@b.c/`)

  const { body } = await sandbox.request('GET', '/_sandbox/requests')
  const text = JSON.stringify(body)
  const ids = (body.requests as { id: string }[]).map(({ id }) => id)
  const each = await Promise.all(ids.map((id) => sandbox.request('GET', `/_sandbox/requests/${id}`)))

  expect(body.requests).toHaveLength(4)
  expect(text + JSON.stringify(each.map((answer) => answer.body))).not.toContain(PASSWORD)
})

test('the token of a session is shown neither in its link nor in the path of those who follow it', async () => {
  const sandbox = await freshSandbox()
  const { take } = await watch(sandbox)
  const session: { access_token: string; session_id: string } = await startSession(sandbox)
  const { access_token, session_id } = session
  await onPublic(sandbox, access_token, 'GET')
  await completeStep(sandbox, access_token, 'step_1')
  await onPublic(sandbox, access_token.replace('-', '%2d'), 'GET')

  const { body } = await sandbox.request('GET', '/_sandbox/requests')
  const each = await Promise.all(
    (body.requests as { id: string }[]).map(({ id }) => sandbox.request('GET', `/_sandbox/requests/${id}`)),
  )
  const told = (await take(5)).filter((event) => event?.event === 'request')
  const text = JSON.stringify([body, each.map((answer) => answer.body), told])

  expect((body.requests as { path: string }[]).map(({ path }) => path)).toEqual([
    '/legaltalent/public/sessions/********',
    '/legaltalent/public/sessions/********/step/step_1/complete',
    '/legaltalent/public/sessions/********',
    '/legaltalent/kyc/sessions',
  ])
  expect(told).toHaveLength(4)
  expect(text).toContain(session_id)
  expect(text).not.toContain(access_token)
  expect(text).not.toContain(access_token.slice(9))
})

test.each([
  ['GET', '/typo', ''],
  ['DELETE', '', ''],
  ['GET', '/step/step_1', '?next=1'],
])('%s of no route below a session shows no token either: %s', async (method, rest, query) => {
  const sandbox = await freshSandbox()
  const { next } = await watch(sandbox)
  const token = 'tok-SECRET-1%2e5'

  const answer = await sandbox.request(method, `/legaltalent/public/sessions/${token}${rest}${query}`)
  const told = await next()
  const { body } = await sandbox.request('GET', '/_sandbox/requests/req_1')

  expect(answer.status).toBeGreaterThanOrEqual(404)
  expect(told?.data.path).toBe(`/legaltalent/public/sessions/********${rest}${query}`)
  expect(body.path).toBe(told?.data.path)
  expect(JSON.stringify([told, body])).not.toContain('SECRET')
})

test.each(['?token=', '?a=1&api_key='])('a secret in the query of a webhook’s URL is not shown: %s', async (query) => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  const { id } = await register(sandbox, `${receiver.url}${query}${PASSWORD}`)
  await trigger(sandbox)
  await sandbox.settled()

  const endpoint = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${id}`)
  const deliveries = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  const { id: _id, ...read } = endpoint.body
  await sandbox.request('PUT', `/_sandbox/webhooks/endpoints/${id}`, { vendor: read.vendor, url: read.url })
  await trigger(sandbox)
  await sandbox.settled()

  const sent = `/hook${query}${PASSWORD}`
  expect(JSON.stringify([endpoint.body, deliveries.body])).not.toContain(PASSWORD)
  expect(receiver.received.map(({ path }) => path)).toEqual([sent, sent])
})

test.each([
  ['http://ana:secret@example.com/', 'http://ana:********@example.com/'],
  ['https://:secret@example.com', 'https://:********@example.com'],
  ['"HTTP:\\/\\/ana:secret@example.com"', '"HTTP:\\/\\/ana:********@example.com"'],
  ['http://a-token@example.com/', 'http://********@example.com/'],
  ['http://ana:p@ss@example.com/', 'http://ana:********@example.com/'],
  ['http://ana:@example.com/', 'http://ana:@example.com/'],
  ['/uploads/1?token=secret', '/uploads/1?token=********'],
  ['what? nothing', 'what? nothing'],
  ['http://example.com/hook?a=1&token=secret&b=2#top', 'http://example.com/hook?a=1&token=********&b=2#top'],
  ['{"url":"https:\\/\\/example.com\\/?api_key=secret"}', '{"url":"https:\\/\\/example.com\\/?api_key=********"}'],
  ['http://example.com:8080/a@b', 'http://example.com:8080/a@b'],
  ['http://example.com/?mail=ana:b@example.com', 'http://example.com/?mail=ana:b@example.com'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutUrlSecrets(url)).toBe(shown)
})

test.each(['http://', 'http://a@', 'http://a?', '?a=', 'http:\\/\\/'])(
  'a text of a million times %s is looked through once, and not from each of them',
  (piece) => {
    const text = piece.repeat(1_000_000)

    expect(withoutUrlSecrets(`${text} http://b/?token=secret`)).not.toContain('secret')
  },
)

import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const TOKEN = 'a-token-of-the-test'
const { operations } = await Contract.load()
const controlled = operations.filter(({ path }) => path.startsWith('/_sandbox/'))

/** Calls one operation, with nothing but what it takes to get through the door. */
async function call(path: string, { method = 'GET', authorization }: { method?: string; authorization?: string }) {
  const sandbox = await freshSandbox({ token: TOKEN })
  const headers = authorization === undefined ? {} : { authorization }
  return { sandbox, answer: await sandbox.request(method, path, undefined, { headers }) }
}

test.each(
  controlled
    .filter(({ isPublic }) => !isPublic)
    .map(({ id, method, path }) => [id, method, path.replace('{index}', '0').replaceAll(/\{[^}]+\}/g, ANA)] as const),
)('%s is refused without the token, in the shape of the control API', async (_id, method, path) => {
  const { answer } = await call(path, { method: method.toUpperCase() })

  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="control"')
  expect(answer.body).toMatchObject({ type: 'urn:fintech-sandbox:problem:unauthorized', status: 401 })
})

test('only health is answered without the token, for whoever watches over a container', async () => {
  expect(controlled.filter(({ isPublic }) => isPublic).map(({ id }) => id)).toEqual(['sandbox.getHealth'])

  const { answer } = await call('/_sandbox/health', {})

  expect(answer.status).toBe(200)
})

test.each([
  ['another token', 'Bearer another-token'],
  ['the beginning of it', `Bearer ${TOKEN.slice(0, -1)}`],
  ['it and more', `Bearer ${TOKEN}x`],
  ['nothing', 'Bearer '],
  ['another scheme', `Basic ${TOKEN}`],
  ['no scheme', TOKEN],
  ['two', `Bearer ${TOKEN} ${TOKEN}`],
])('%s is refused, and nothing happens', async (_what, authorization) => {
  const { sandbox, answer } = await call(`/_sandbox/conomy/customers/${ANA}/documents/0/approve`, {
    method: 'POST',
    authorization,
  })

  expect(answer.status).toBe(401)
  expect(sandbox.messages()).toEqual([])
})

test.each(['Bearer', 'bearer'])('who has the token is let in: %s', async (scheme) => {
  const { sandbox, answer } = await call(`/_sandbox/conomy/customers/${ANA}/documents/0/approve`, {
    method: 'POST',
    authorization: `${scheme} ${TOKEN}`,
  })

  expect(answer.status).toBe(200)
  expect(sandbox.messages()).toHaveLength(1)
})

test('a page is kept away also when it has the token', async () => {
  const sandbox = await freshSandbox({ token: TOKEN })

  const { status } = await sandbox.request('GET', '/_sandbox/clock', undefined, {
    headers: { authorization: `Bearer ${TOKEN}`, host: 'evil.example' },
  })

  expect(status).toBe(403)
})

test('the token is asked for in every namespace', async () => {
  const sandbox = await freshSandbox({ token: TOKEN })

  const byPath = await sandbox.request('POST', '/@ci-7/_sandbox/reset')
  const byHeader = await sandbox.request('POST', '/_sandbox/reset', undefined, {
    headers: { 'sandbox-namespace': 'ci-7' },
  })

  expect([byPath.status, byHeader.status]).toEqual([401, 401])
})

test('without the token nobody opens a namespace, not even by asking for its health', async () => {
  const sandbox = await freshSandbox({ token: TOKEN })
  const headers = { authorization: `Bearer ${TOKEN}` }

  const before = await sandbox.request('GET', '/@ci-7/_sandbox/health')
  const { body } = await sandbox.request('GET', '/_sandbox/namespaces', undefined, { headers })
  await sandbox.request('GET', '/@ci-7/_sandbox/clock', undefined, { headers })
  const after = await sandbox.request('GET', '/@ci-7/_sandbox/health')

  expect([before.status, after.status]).toEqual([401, 200])
  expect(body.namespaces).toHaveLength(1)
})

test('the vendors’ APIs ask for their own credentials, and not for the token', async () => {
  const { answer } = await call(`/conomy/customers/${ANA}?clientId=demo-client`, {})

  expect(answer.status).toBe(200)
})

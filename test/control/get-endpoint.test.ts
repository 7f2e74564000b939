import { expect, test } from 'vitest'
import { NOBODY, register } from '../delivery/webhooks.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an endpoint is found by its id, and its secret is not shown', async () => {
  const sandbox = await freshSandbox()
  const endpoint = await register(sandbox, NOBODY)

  const { status, body } = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${endpoint.id}`)

  expect(status).toBe(200)
  expect(body).toEqual({ ...endpoint, secret: '********' })
})

test('an endpoint that was given no secret shows that it has none', async () => {
  const sandbox = await freshSandbox()
  const endpoint = await register(sandbox, NOBODY, { secret: null })

  const { body } = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${endpoint.id}`)

  expect(body.secret).toBeNull()
})

test.each([
  ['an id that nobody has', 'whe_nobody'],
  ['an endless id', 'x'.repeat(10_000)],
  ['a name of every object', 'constructor'],
  ['a zero byte', '%00'],
])('%s is not found', async (_what, id) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('GET', `/_sandbox/webhooks/endpoints/${id}`)

  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.detail.length).toBeLessThan(200)
})

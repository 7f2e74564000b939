import { request } from 'node:http'
import { expect, test } from 'vitest'
import { guardControl } from '../../src/http/guard.ts'
import { ANA } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['localhost:4010', 'no page'],
  ['127.0.0.1:4010', 'no page'],
  ['[::1]:4010', 'no page'],
  ['LocalHost', 'no page'],
  ['localhost:4010', 'http://localhost:4010'],
])('a call to %s by %s is answered', async (host, origin) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/_sandbox/health', undefined, {
    headers: { host, ...(origin !== 'no page' && { origin }) },
  })

  expect(status).toBe(200)
})

test.each([
  ['evil.example', 'no page'],
  ['evil.example:4010', 'http://evil.example:4010'],
  ['localhost.evil.example', 'no page'],
  ['evil.localhost:4010', 'no page'],
  ['127.0.0.1.evil.example:4010', 'no page'],
  ['127.evil:4010', 'no page'],
  ['0.0.0.0:4010', 'no page'],
  ['localhost:4010', 'http://evil.example'],
  ['localhost:4010', 'http://localhost:3000'],
  ['localhost:4010', 'null'],
  ['localhost:4010', 'http://localhost:4010.evil.example'],
])('a call to %s by %s is refused', async (host, origin) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request(
    'POST',
    '/_sandbox/clock/advance',
    { seconds: 5 },
    {
      headers: { host, ...(origin !== 'no page' && { origin }) },
    },
  )

  expect(status).toBe(403)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body.type).toBe('urn:fintech-sandbox:problem:forbidden')
  expect(sandbox.clock.now().toISOString()).toBe('2026-04-20T12:00:00.000Z')
})

test.each([
  ['an image of a page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
  ['a link of a page', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
  ['the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, 200],
  ['a page of its own', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 200],
])('a call by %s is answered or not', async (_what, headers, expected) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/_sandbox/export', undefined, { headers })

  expect(status).toBe(expected)
})

test("every operation of the control API is guarded, and so are the operator's actions on a vendor", async () => {
  const sandbox = await freshSandbox()
  const { body: contract } = await sandbox.request('GET', '/_sandbox/openapi.json')
  const paths = Object.entries<object>(contract.paths).filter(([path]) => path.startsWith('/_sandbox/'))

  for (const [path, item] of paths) {
    for (const method of Object.keys(item).filter((key) => key !== 'parameters')) {
      const address = path.replace('{index}', '0').replace('{id}', ANA)
      const { status } = await sandbox.request(method.toUpperCase(), address, undefined, {
        headers: { host: 'evil.example' },
      })
      expect(status, `${method} ${path}`).toBe(403)
    }
  }
  expect(sandbox.messages()).toEqual([])
})

test('whoever is refused opens no namespace by asking', async () => {
  const sandbox = await freshSandbox()
  const headers = { host: 'evil.example' }

  const refused = await sandbox.request('GET', '/@ci-7/_sandbox/clock', undefined, { headers })
  const index = await sandbox.request('GET', '/@ci-8/', undefined, { headers })

  expect([refused.status, index.status]).toEqual([403, 403])
  expect((await sandbox.request('GET', '/_sandbox/namespaces')).body.namespaces).toHaveLength(1)
})

test.each(['127.0.0.2:4010', '127.255.0.1', '[::1]:4010'])('%s is this machine', async (host) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/_sandbox/clock', undefined, { headers: { host } })

  expect(status).toBe(200)
})

test.each(['127.0.0.2.evil.example', '127.evil', '[::2]', '1127.0.0.1'])('%s is not', async (host) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/_sandbox/clock', undefined, { headers: { host } })

  expect(status).toBe(403)
})

test("the vendors' APIs may be called by any name", async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`, undefined, {
    headers: { host: 'api.conomyhq.com' },
  })

  expect(status).toBe(200)
})

test('a server that listens to other machines may be called by any name, but not by pages of another origin', () => {
  const call = (headers: Record<string, string>) => () => guardControl(new Headers(headers), false)

  expect(call({ host: 'sandbox.internal:4010' })).not.toThrow()
  expect(call({ host: 'sandbox.internal:4010', origin: 'http://sandbox.internal:4010' })).not.toThrow()
  expect(call({ host: 'sandbox.internal:4010', origin: 'http://evil.example' })).toThrow('another origin')
})

test('the name is taken from the wire', async () => {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  const address = url.replace('localhost', '127.0.0.1')
  const statusFor = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      request(`${address}/_sandbox/health`, { headers, agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .once('error', reject)
        .end()
    })

  expect(await statusFor({})).toBe(200)
  expect(await statusFor({ host: 'evil.example' })).toBe(403)
})

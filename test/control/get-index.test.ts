import { expect, test } from 'vitest'
import { version } from '../../src/commands/version.ts'
import { describeVendors } from '../../src/sandbox.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each(['/', '/_sandbox', '/_sandbox/'])('GET %s says where everything is', async (path) => {
  const sandbox = await freshSandbox()

  const { status, headers, body } = await sandbox.request('GET', path)

  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/json')
  expect(body).toMatchObject({
    url: 'http://localhost:4010',
    control: 'http://localhost:4010/_sandbox',
    contract: 'http://localhost:4010/_sandbox/openapi.json',
    version: await version(),
    namespace: 'default',
    vendors: describeVendors('http://localhost:4010'),
  })
  expect(body.calls).toMatchObject({
    'POST /_sandbox/clock/advance': 'Move the clock forward',
    'PUT /_sandbox/oak/customers/{customer_id}/status': "Set a customer's status",
  })
})

test('every GET without a parameter that the index lists is there', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', '/')
  const paths = Object.keys(body.calls)
    .filter((call) => /^GET [^{]*$/.test(call) && !call.endsWith('/events'))
    .map((call) => call.slice('GET '.length))

  expect(paths).toContain('/_sandbox/requests')
  for (const path of paths) expect((await sandbox.request('GET', path)).status).toBe(200)
})

test('a person reads it in a browser, a line for each thing', async () => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.fetch(new Request('http://localhost:4010/'))

  expect(await answer.text()).toContain('\n  "control": "http://localhost:4010/_sandbox",\n')
})

test('the URLs are those of the namespace, whichever way it is named', async () => {
  const sandbox = await freshSandbox()

  for (const path of ['/@ci-7', '/@ci-7/', '/@ci-7/_sandbox']) {
    const { body } = await sandbox.request('GET', path)
    expect(body).toMatchObject({ url: 'http://localhost:4010/@ci-7', namespace: 'ci-7' })
    expect(body.vendors.oak.baseUrl).toBe('http://localhost:4010/@ci-7/oak')
  }
})

test('the index is there without the token, and says nothing that is not public', async () => {
  const sandbox = await freshSandbox({ token: 's3cret' })

  const { status, body } = await sandbox.request('GET', '/')

  expect(status).toBe(200)
  expect(JSON.stringify(body)).not.toContain('s3cret')
})

test('a page of another origin does not get it', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', '/', undefined, {
    headers: { host: 'localhost:4010', origin: 'http://evil.example' },
  })

  expect(status).toBe(403)
})

test('who looks at the index has called no vendor: it is not in the request log', async () => {
  const unmatched: unknown[] = []
  const sandbox = await freshSandbox({ unmatched: (call) => unmatched.push(call) })
  await sandbox.request('GET', '/')
  await sandbox.request('HEAD', '/')

  expect((await sandbox.request('GET', '/_sandbox/requests')).body.requests).toEqual([])
  expect(unmatched).toEqual([])
})

test('what is sent to the index by mistake is a call that the sandbox does not play', async () => {
  const unmatched: unknown[] = []
  const sandbox = await freshSandbox({ unmatched: (call) => unmatched.push(call) })

  const { status, body } = await sandbox.request('POST', '/', { email: 'a@example.com' })

  expect(status).toBe(404)
  expect(body.detail).toMatch(/There is nothing at \/; the sandbox answers under \/conomy/)
  expect(unmatched).toHaveLength(1)
})

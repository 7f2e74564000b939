import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

// What the fuzzer has found, or should have, each as short as it gets.

test('a state with a sync that is to fail can be imported into a sandbox that has never had one', async () => {
  const sandbox = await freshSandbox()
  const { body } = await sandbox.request('GET', '/oak/api/v1/customers')
  const { id } = body.data.customer_list[0]
  await sandbox.request('PUT', `/_sandbox/oak/customers/${id}/next-sync`, { error: 'The provider refused' })

  const other = await freshSandbox()
  const raw = await exported(sandbox)
  const answer = await other.request('PUT', '/_sandbox/import', undefined, { raw })

  expect(answer.status).toBe(200)
  expect(await exported(other)).toBe(raw)
})

test.each(['/api/health', '/api/v1/countries', '/api/v1/merchant/webhooks'])(
  'GET /oak%s refuses __proto__ in the query as Oak refuses what is wrong',
  async (path) => {
    const sandbox = await freshSandbox()

    const answer = await sandbox.request('GET', `/oak${path}?__proto__=1`)

    expect(answer).toMatchObject({ status: 422, body: { error_code: 'validation_error' } })
  },
)

test('a JWT for a tenant that LegalTalent does not have is 404', async () => {
  const sandbox = await freshSandbox()

  const answer = await sandbox.request('POST', '/_sandbox/legaltalent/tokens', { tenant_id: 'tenant_nobody' })

  expect(answer).toMatchObject({ status: 404, body: { detail: 'There is no tenant tenant_nobody' } })
})

test('a notification channel at a URL that is none is refused, and leaves a state that can be imported', async () => {
  const sandbox = await freshSandbox()
  const before = await exported(sandbox)

  const answer = await sandbox.request('PATCH', '/legaltalent/kyc/tenants/me/notification-channels', {
    webhook_url: 'http://#',
  })

  expect(answer).toMatchObject({ status: 400, body: { error: { type: 'ValidationError' } } })
  expect(await exported(sandbox)).toBe(before)
})

const nest = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)

test('what is nested as deep as a body may be is exported, and can be imported', async () => {
  const sandbox = await freshSandbox()
  const raw = `{"name":"Deep","metadata":${nest(63)}}`
  const made = await sandbox.request('POST', '/legaltalent/customers', undefined, { raw })

  const { status } = await sandbox.request('PUT', '/_sandbox/import', undefined, { raw: await exported(sandbox) })

  expect([made.status, status]).toEqual([201, 200])
})

test.each([
  ['/conomy/customers?clientId=demo-client', '{"email":"a@example.com","more":{"n":1e400}}', 400],
  ['/oak/api/v1/customers', '{"email":"a@example.com","monthly_net_income":1e400}', 422],
  ['/legaltalent/customers', '{"name":"Big","metadata":{"n":[-1e400]}}', 400],
])('a number beyond all bounds is refused by POST %s', async (path, raw, expected) => {
  const sandbox = await freshSandbox()
  const before = await exported(sandbox)

  const { status } = await sandbox.request('POST', path, undefined, { raw })

  expect(status).toBe(expected)
  expect(await exported(sandbox)).toBe(before)
})

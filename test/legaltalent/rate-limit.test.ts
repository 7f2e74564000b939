import { expect, test } from 'vitest'
import { bearing, CONTROL, CUSTOMERS, ME, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

const ENFORCED = { settings: { legaltalent: { enforceRateLimit: true } } }
const WINDOW = 300_000

const remaining = ({ headers }: { headers: Headers }): string | null => headers.get('x-ratelimit-remaining')

/** Sends so many requests that cost nothing. */
async function exhaust(sandbox: TestSandbox, requests: number): Promise<void> {
  for (let call = 0; call < requests; call++) {
    await sandbox.fetch(new Request('http://localhost:4010/legaltalent/nowhere'))
  }
}

test('row 9: every answer says how many requests are left, and when there are more', async () => {
  const sandbox = await freshSandbox()

  const answers = [
    await sandbox.request('GET', CUSTOMERS),
    await sandbox.request('POST', CUSTOMERS, { name: 'New' }),
    await sandbox.request('POST', CUSTOMERS, {}),
    await sandbox.request('POST', CUSTOMERS, undefined, { raw: '{' }),
    await sandbox.request('GET', CUSTOMERS, undefined, { as: null }),
    await sandbox.request('POST', CUSTOMERS, {}, bearing('sk_demo_read')),
    await sandbox.request('GET', `${CUSTOMERS}/${UNKNOWN}`),
    await sandbox.request('GET', '/legaltalent/nowhere'),
    await sandbox.request('GET', '/legaltalent/kyc/cua-scan'),
    await sandbox.request('GET', `/legaltalent/public/sessions/${UNKNOWN}`, undefined, { as: null }),
    await sandbox.request('GET', '/legaltalent/kyc/usage'),
  ]

  expect(answers.map(({ status }) => status)).toEqual([200, 201, 400, 400, 401, 403, 404, 404, 501, 404, 200])
  expect(answers.map(remaining)).toEqual(answers.map((_, at) => String(999 - at)))
  for (const { headers } of answers) {
    expect(headers.get('x-ratelimit-limit')).toBe('1000')
    expect(headers.get('x-ratelimit-reset')).toBe(String((NOW.getTime() + WINDOW) / 1000))
  }
})

test('row 10: the 1001st request in five minutes is refused when limits are enforced', async () => {
  const sandbox = await freshSandbox(ENFORCED)
  await exhaust(sandbox, 999)
  await sandbox.clock.advance(120_000)

  const last = await sandbox.request('GET', `${ME}/watchlist-seats`)
  const refused = await sandbox.request('GET', CUSTOMERS)
  const nobody = await sandbox.request('GET', CUSTOMERS, undefined, { as: null })

  expect([last.status, remaining(last)]).toEqual([200, '0'])
  for (const { status, body, headers } of [refused, nobody]) {
    expect(status).toBe(429)
    expect(body).toEqual({
      error: 'Rate limit exceeded',
      message: 'Too many requests. Please try again in 3 minutes.',
      retry_after: 180,
    })
    expect(headers.get('retry-after')).toBe('180')
    expect(headers.get('x-ratelimit-remaining')).toBe('0')
  }
})

test('row 10: what is refused does nothing', async () => {
  const sandbox = await freshSandbox(ENFORCED)
  await exhaust(sandbox, 1000)
  await sandbox.request('POST', CUSTOMERS, { name: 'Late', client_id: 'late' })
  await sandbox.clock.advance(WINDOW)

  const { body } = await sandbox.request('GET', `${CUSTOMERS}?client_id=late`)

  expect(body.data.count).toBe(0)
})

test("row 10: the next window begins on the sandbox's clock, and not before", async () => {
  const sandbox = await freshSandbox(ENFORCED)
  await exhaust(sandbox, 1001)

  await sandbox.clock.advance(WINDOW - 1)
  const before = await sandbox.request('GET', CUSTOMERS)
  await sandbox.clock.advance(1)
  const after = await sandbox.request('GET', CUSTOMERS)

  expect([before.status, before.body.retry_after, before.body.message]).toEqual([
    429,
    1,
    'Too many requests. Please try again in 1 minute.',
  ])
  expect([after.status, remaining(after)]).toEqual([200, '999'])
  expect(after.headers.get('x-ratelimit-reset')).toBe(String((NOW.getTime() + 2 * WINDOW) / 1000))
})

test('limits are not enforced unless it is asked for', async () => {
  const sandbox = await freshSandbox()
  await exhaust(sandbox, 1000)

  const answer = await sandbox.request('GET', CUSTOMERS)

  expect([answer.status, remaining(answer)]).toEqual([200, '0'])
})

test('the control API, other vendors and other namespaces are not counted', async () => {
  const sandbox = await freshSandbox(ENFORCED)
  await exhaust(sandbox, 1000)

  const control = await sandbox.request('GET', `${CONTROL}/lists`)
  const elsewhere = await sandbox.request('GET', `/@ci-7${CUSTOMERS}`)

  expect(control.status).toBe(200)
  expect([elsewhere.status, remaining(elsewhere)]).toEqual([200, '999'])
})

test('a reset opens a window anew', async () => {
  const sandbox = await freshSandbox(ENFORCED)
  await exhaust(sandbox, 1000)

  await sandbox.reset()

  expect(remaining(await sandbox.request('GET', CUSTOMERS))).toBe('999')
})

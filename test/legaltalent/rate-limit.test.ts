import { expect, test } from 'vitest'
import { CUSTOMERS, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 9: every answer says how many requests are left', async () => {
  const sandbox = await freshSandbox()

  const answers = [
    await sandbox.request('GET', CUSTOMERS),
    await sandbox.request('GET', '/legaltalent/nowhere'),
    await sandbox.request('GET', CUSTOMERS, undefined, { as: null }),
  ]

  expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['999', '998', '997'])
  expect(answers[0]?.headers.get('x-ratelimit-limit')).toBe('1000')
  expect(answers[0]?.headers.get('x-ratelimit-reset')).toBe('1776686700')
})

test('row 10: the 1001st request in five minutes is refused when limits are enforced, and the next window is open', async () => {
  const sandbox = await freshSandbox({ settings: { legaltalent: { enforceRateLimit: true } } })
  for (let call = 0; call < 1000; call++) await sandbox.request('GET', `${ME}/watchlist-seats`)

  const refused = await sandbox.request('GET', CUSTOMERS)
  await sandbox.clock.advance(300_000)
  const later = await sandbox.request('GET', CUSTOMERS)

  expect(refused.status).toBe(429)
  expect(refused.body).toEqual({
    error: 'Rate limit exceeded',
    message: 'Too many requests. Please try again in 5 minutes.',
    retry_after: 300,
  })
  expect(refused.headers.get('retry-after')).toBe('300')
  expect(later.status).toBe(200)
})

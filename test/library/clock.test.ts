import { expect, test } from 'vitest'
import { freshSandbox, NOW } from '../support/sandbox.ts'

test('the clock is moved by so many milliseconds, or to an instant', async () => {
  const sandbox = await freshSandbox()

  await sandbox.clock.advance(1500)
  const first = sandbox.clock.now()
  await sandbox.clock.advance(new Date('2026-04-21T00:00:00Z'))

  expect(first).toEqual(new Date(NOW.getTime() + 1500))
  expect(sandbox.clock.now()).toEqual(new Date('2026-04-21T00:00:00Z'))
})

test('a move resolves with what fell due on the way', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', '/oak/api/v1/customers/0a000000-0000-4000-8000-000000000002/sync', {
    providers: ['pagar_me'],
    fields: ['email'],
  })

  const fired = await sandbox.clock.advance(60_000)

  expect(fired).toMatchObject([{ at: new Date(NOW.getTime() + 1000), what: expect.stringContaining('sync') }])
})

test('the clock goes on and stands still when it is told to', async () => {
  const sandbox = await freshSandbox({ now: undefined })

  const later = new Date(sandbox.clock.now().getTime() + 3_600_000)

  await sandbox.clock.freeze(later)
  const frozen = await sandbox.call('sandbox.getClock')
  await sandbox.clock.resume()

  expect(frozen).toMatchObject({ now: later.toISOString(), mode: 'frozen' })
  expect(await sandbox.call('sandbox.getClock')).toMatchObject({ mode: 'shifted' })
})

test.each([
  ['back', -1, 'only moves forward'],
  ['to an instant that was', new Date('2020-01-01T00:00:00Z'), 'only moves forward'],
  ['by more than ten years', 11 * 365 * 86_400_000, 'ten years'],
  ['nowhere', Number.NaN, 'an instant'],
])('a move %s is refused, and the time stays', async (_what, to, reason) => {
  const sandbox = await freshSandbox()

  await expect(sandbox.clock.advance(to)).rejects.toThrow(reason)
  expect(sandbox.clock.now()).toEqual(NOW)
})

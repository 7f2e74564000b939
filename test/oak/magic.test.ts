import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { CUSTOMERS, createCustomer, toldEvents } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** Hands a new customer with this e-mail to a provider, and returns the id with the registration as it is answered. */
async function register(sandbox: TestSandbox, email: string, provider = 'bridge') {
  const { id } = await createCustomer(sandbox, { email })
  const { body } = await sandbox.request('POST', `/oak/api/v1/provider-registration/${id}/submit`, {
    provider,
    target_role: 'customer',
  })
  return { id, ...body.data[0] }
}

const platformsOf = async (sandbox: TestSandbox, id: string) =>
  (await sandbox.request('GET', `${CUSTOMERS}/${id}`)).body.data.platforms

const eventsOf = (sandbox: TestSandbox): string[] => toldEvents(sandbox).map(({ event }) => event)

test.each([
  ['ada+approve@example.com', 'bridge', 'approved'],
  ['reject@example.com', 'pagar_me', 'rejected'],
  ['review@example.com', 'stripe', 'processing'],
])('a registration of %s at %s is %s at once', async (email, provider, status) => {
  const sandbox = await freshSandbox()

  const answer = await register(sandbox, email, provider)

  expect(answer.status).toBe(status)
  expect(eventsOf(sandbox)).toEqual([
    'customer.created',
    'provider_registration.submitted',
    `provider_registration.${status}`,
  ])
})

test('a rejection has its reasons', async () => {
  const sandbox = await freshSandbox()

  const answer = await register(sandbox, 'reject@example.com')

  expect(answer).toMatchObject({
    rejection_reason: 'The identity could not be verified',
    failure_reasons: ['verification_failed'],
  })
})

test.each([
  ['slow@example.com', 'approved'],
  ['slow+reject@example.com', 'rejected'],
])('a registration of %s is in processing for ten seconds, and then %s', async (email, status) => {
  const sandbox = await freshSandbox()
  const { id, status: first } = await register(sandbox, email, 'pagar_me')
  await sandbox.clock.advance(9999)
  const before = await platformsOf(sandbox, id)

  await sandbox.clock.advance(1)

  expect(first).toBe('processing')
  expect(before).toMatchObject([{ status: 'processing' }])
  expect(await platformsOf(sandbox, id)).toMatchObject([{ status }])
  expect(eventsOf(sandbox).at(-1)).toBe(`provider_registration.${status}`)
})

test('a slow decision survives a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await register(first, 'slow@example.com')
  await first.close()
  const second = await freshSandbox({ data })

  await second.clock.advance(10_000)

  expect(await platformsOf(second, id)).toMatchObject([{ status: 'approved' }])
})

test('what is slow and for review stays in processing', async () => {
  const sandbox = await freshSandbox()
  const { id } = await register(sandbox, 'slow+review@example.com')

  const fired = await sandbox.clock.advance(60_000)

  expect(fired).toEqual([])
  expect(await platformsOf(sandbox, id)).toMatchObject([{ status: 'processing' }])
})

test('what is saved for a provider while it decides puts nothing off', async () => {
  const sandbox = await freshSandbox()
  const { id } = await register(sandbox, 'slow@example.com')
  await sandbox.clock.advance(5000)
  await sandbox.request('POST', `${CUSTOMERS}/${id}/platforms`, {
    provider: 'bridge',
    target_role: 'customer',
    nickname: 'ada',
  })

  await sandbox.clock.advance(5000)

  expect(await platformsOf(sandbox, id)).toMatchObject([{ status: 'approved' }])
})

test.each([
  ['ada@example.com', 'approved'],
  ['ada+reject@example.com', 'rejected'],
  ['ada+review@example.com', 'processing'],
])('who is called %s by the time of a slow decision is %s', async (email, status) => {
  const sandbox = await freshSandbox()
  const { id } = await register(sandbox, 'ada+slow@example.com')
  await sandbox.request('PUT', `${CUSTOMERS}/${id}`, { email })

  await sandbox.clock.advance(10_000)

  expect(await platformsOf(sandbox, id)).toMatchObject([{ status }])
  expect(await sandbox.clock.advance(60_000)).toEqual([])
})

test('what an operator has decided meanwhile is not decided again', async () => {
  const sandbox = await freshSandbox()
  const { id } = await register(sandbox, 'slow@example.com')
  const decision = { provider: 'bridge', target_role: 'customer', status: 'restricted' }
  await sandbox.request('PUT', `/_sandbox/oak/customers/${id}/registrations`, decision)

  await sandbox.clock.advance(60_000)

  expect(await platformsOf(sandbox, id)).toMatchObject([{ status: 'restricted' }])
})

import { createSandbox } from 'fintech-sandbox'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { Onboarding } from './onboarding.ts'

const sandbox = await createSandbox({ seed: 42 })
const { baseUrl, webhookSecret, demo } = sandbox.vendors.conomy
const ANA = { firstName: 'Ana', email: 'ana@example.com', documentUrl: 'https://example.com/front.jpg' }

const onboarding = () =>
  new Onboarding({ baseUrl, webhookSecret, clientId: demo.name, headers: demo.headers, fetch: sandbox.fetch })

beforeEach(() => sandbox.reset())
afterAll(() => sandbox.close())

test('somebody whose document an operator approves may move money', async () => {
  const service = onboarding()
  const id = await service.start(ANA)
  await sandbox.call('conomy-customers.approveDocument', { params: { id, index: 0 } })

  const event = await sandbox.webhooks.next('customer.levelChanged')
  const { status } = await service.hear(sandbox.webhooks.toRequest(event, 'http://localhost/webhooks/conomy'))

  expect(status).toBe(204)
  expect(service.documented).toEqual(new Set([id]))
})

test('a webhook that somebody else has signed is turned away', async () => {
  const service = onboarding()
  await service.start({ ...ANA, email: 'ana+approve@example.com' })

  const event = await sandbox.webhooks.next('customer.levelChanged')
  const { status } = await service.hear(
    sandbox.webhooks.toRequest(event, 'http://localhost/webhooks/conomy', { secret: 'guessed' }),
  )

  expect(status).toBe(401)
  expect(service.documented.size).toBe(0)
})

test('a bad moment of Conomy is survived', async () => {
  await sandbox.request('POST', '/_sandbox/faults', { vendor: 'conomy', status: 503, times: 1 })

  const id = await onboarding().start(ANA)

  const customer = await sandbox.call('conomy-customers.getCustomer', {
    params: { id },
    query: { clientId: demo.name },
  })
  expect(customer).toMatchObject({ email: ANA.email, documents: [{ status: 'UPLOADED' }] })
})

test('what Conomy refuses is said in Conomy’s words', async () => {
  await expect(onboarding().start({ ...ANA, email: 'nobody' })).rejects.toThrow(/Conomy answered 400: .*email/)
})

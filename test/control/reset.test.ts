import { expect, test } from 'vitest'
import { advance, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { ANA, createCustomer } from '../support/conomy.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, NOW, type TestSandbox } from '../support/sandbox.ts'

const SHOWN = [
  '/conomy/customers?clientId=demo-client&count=500',
  '/_sandbox/webhooks/endpoints',
  '/_sandbox/webhooks/deliveries',
]

/** Everything a client can see, but for the clock. */
async function seen(sandbox: TestSandbox) {
  const own = await Promise.all(SHOWN.map((path) => sandbox.request('GET', path)))
  const others = await sandbox.request('GET', '/conomy/customers?clientId=other-client', undefined, { as: 'other' })
  return [...own, others].map(({ body }) => body)
}

/** A bit of everything: rows, an endpoint, a pending delivery, another time. */
async function use(sandbox: TestSandbox) {
  await register(sandbox, NOBODY)
  await createCustomer(sandbox)
  await sandbox.request('POST', `/_sandbox/conomy/customers/${ANA}/documents/0/approve`)
  await trigger(sandbox, { event: 'payment.settled' })
  await advance(sandbox, 3600)
}

test('a reset brings the seeded rows back, and takes endpoints and deliveries away', async () => {
  const sandbox = await freshSandbox()
  const before = await seen(sandbox)
  await use(sandbox)
  expect(await seen(sandbox)).not.toEqual(before)

  const { status } = await sandbox.request('POST', '/_sandbox/reset')

  expect(status).toBe(200)
  expect(await seen(sandbox)).toEqual(before)
  expect(sandbox.messages()).toEqual([])
})

test('a reset answers with the seed and with how many rows there are', async () => {
  const sandbox = await freshSandbox({ seed: 7 })
  const demo = await sandbox.request('GET', SHOWN[0] ?? '')
  const other = await sandbox.request('GET', '/conomy/customers?clientId=other-client', undefined, { as: 'other' })
  await use(sandbox)

  const { body } = await sandbox.request('POST', '/_sandbox/reset')

  expect(body).toMatchObject({ seed: 7, rows: { 'conomy.customers': demo.body.count + other.body.count } })
  expect(body.rows).not.toHaveProperty('webhooks.deliveries')
})

test('a reset sets the clock to where it started', async () => {
  const sandbox = await freshSandbox()
  await advance(sandbox, 3600)

  await sandbox.request('POST', '/_sandbox/reset')

  const { body } = await sandbox.request('GET', '/_sandbox/clock')
  expect(body).toMatchObject({ now: NOW.toISOString(), mode: 'frozen' })
})

test('after a reset the same ids come again as in a sandbox that has just started', async () => {
  const used = await freshSandbox({ seed: 7 })
  const fresh = await freshSandbox({ seed: 7 })
  await use(used)

  await used.request('POST', '/_sandbox/reset')

  expect((await register(used, NOBODY)).id).toBe((await register(fresh, NOBODY)).id)
  expect((await createCustomer(used)).id).toBe((await createCustomer(fresh)).id)
})

test('nothing from before a reset is delivered after it', async () => {
  const sandbox = await freshSandbox()
  await use(sandbox)

  await sandbox.request('POST', '/_sandbox/reset')

  const { body } = await advance(sandbox, 86_400)
  expect(body.fired).toEqual([])
})

test('two resets at once are as good as one', async () => {
  const sandbox = await freshSandbox()
  const before = await seen(sandbox)
  await use(sandbox)

  const answers = await Promise.all([
    sandbox.request('POST', '/_sandbox/reset'),
    sandbox.request('POST', '/_sandbox/reset'),
  ])

  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await seen(sandbox)).toEqual(before)
})

test('a reset is still there after a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const before = await seen(first)
  await use(first)
  await first.request('POST', '/_sandbox/reset')
  await first.close()

  const second = await freshSandbox({ data })

  expect(await seen(second)).toEqual(before)
})

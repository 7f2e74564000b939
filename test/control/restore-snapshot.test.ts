import { expect, test } from 'vitest'
import { advance, deliveryOf, NOBODY, register, trigger } from '../delivery/webhooks.ts'
import { createCustomer } from '../support/conomy.ts'
import { freshFolder } from '../support/folder.ts'
import { operate } from '../support/random-operations.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'
import { exported } from '../support/state.ts'

const SNAPSHOT = '/_sandbox/snapshots/before'

const restore = (sandbox: TestSandbox) => sandbox.request('POST', `${SNAPSHOT}/restore`)

test('after 500 writes a snapshot brings everything back byte for byte, chance and clock included', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY, { events: ['payment.failed'] })
  await operate(sandbox, { seed: 'some history', count: 20 })
  await sandbox.request('PUT', SNAPSHOT)
  const before = await exported(sandbox)
  const statuses = await operate(sandbox, { seed: 'what is undone', count: 500 })
  expect(await exported(sandbox)).not.toBe(before)

  const { status, body } = await restore(sandbox)

  expect(status).toBe(200)
  expect(body).toMatchObject({ name: 'before', rows: { 'webhooks.endpoints': 1 } })
  expect(await exported(sandbox)).toBe(before)
  expect(statuses.filter((code) => code < 300).length).toBeGreaterThan(250)
})

test('what comes after a restore is what came after the snapshot, ids and times included', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', SNAPSHOT)
  const first = await operate(sandbox, { seed: 'the same', count: 50 })
  const once = await exported(sandbox)
  await restore(sandbox)

  const second = await operate(sandbox, { seed: 'the same', count: 50 })

  expect(second).toEqual(first)
  expect(await exported(sandbox)).toBe(once)
})

test('a snapshot can be restored more than once', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', SNAPSHOT)
  const before = await exported(sandbox)
  for (const email of ['first@example.com', 'second@example.com']) {
    await createCustomer(sandbox, { email })
    await restore(sandbox)
  }

  expect(await exported(sandbox)).toBe(before)
})

test('a delivery that was waiting is tried again at its time', async () => {
  const sandbox = await freshSandbox()
  await register(sandbox, NOBODY)
  const { id } = await trigger(sandbox)
  await sandbox.settled()
  await sandbox.request('PUT', SNAPSHOT)
  await advance(sandbox, 86_400)
  await restore(sandbox)

  const { body } = await advance(sandbox, 30)

  expect(body.fired).toEqual([{ at: '2026-04-20T12:00:30.000Z', what: `attempt 2 of delivery ${id}` }])
  expect((await deliveryOf(sandbox, id)).attempts).toHaveLength(2)
})

test('what has been restored on disk is there after a restart', async () => {
  const data = await freshFolder()
  const sandbox = await freshSandbox({ data })
  await advance(sandbox, 60)
  await sandbox.request('PUT', SNAPSHOT)
  const before = await exported(sandbox)
  await createCustomer(sandbox)
  await advance(sandbox, 60)
  await restore(sandbox)
  await sandbox.close()

  const after = await freshSandbox({ data, now: undefined })

  expect(await exported(after)).toBe(before)
})

test('requests that run meanwhile see the state before or after, and none fails', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', SNAPSHOT)
  const before = await exported(sandbox)
  const { body: seeded } = await sandbox.request('GET', '/conomy/customers?clientId=demo-client&count=500')

  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, number) =>
      number % 6 === 0 ? restore(sandbox) : createCustomer(sandbox, { email: `${number}@example.com` }),
    ),
  )
  const { body: mixed } = await sandbox.request('GET', '/conomy/customers?clientId=demo-client&count=500')
  await restore(sandbox)

  expect(answers.filter((answer) => 'status' in answer && answer.status !== 200)).toEqual([])
  expect(mixed.customers).toEqual(expect.arrayContaining(seeded.customers))
  expect(await exported(sandbox)).toBe(before)
})

test('a snapshot that was never saved cannot be restored', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await restore(sandbox)

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no snapshot before')
})

test('a snapshot is of its own namespace', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', SNAPSHOT)

  const { status } = await sandbox.request('POST', `/@ci-7${SNAPSHOT}/restore`)

  expect(status).toBe(404)
})

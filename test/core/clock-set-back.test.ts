import { expect, test } from 'vitest'
import { register, trigger } from '../delivery/webhooks.ts'
import { freshFolder } from '../support/folder.ts'
import { answering, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { stillMachine } from '../support/still-machine.ts'

const HOUR = 3_600_000
const CUSTOMERS = '/conomy/customers?clientId=demo-client'

/** A sandbox that goes by the clock of its machine, which the test may set. */
async function onMachine(data?: string, machine = stillMachine()) {
  const sandbox = await freshSandbox({ data, machine, now: undefined })
  const create = async (email: string): Promise<any> => (await sandbox.request('POST', CUSTOMERS, { email })).body
  return { sandbox, machine, create }
}

test('when the clock of the machine is set back, the sandbox goes with it, and no id is given twice', async () => {
  const { sandbox, machine, create } = await onMachine()
  const before = await create('before@example.com')

  machine.pass(-HOUR)
  const after = await create('after@example.com')

  expect(Date.parse(before.createdAt) - Date.parse(after.createdAt)).toBe(HOUR)
  expect(after.id).not.toBe(before.id)
  const { body } = await sandbox.request('GET', `${CUSTOMERS}&count=500`)
  const ids = (body.customers as { id: string }[]).map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toContain(before.id)
})

test('a webhook that is due later waits until the clock says so, and is not lost', async () => {
  const { sandbox, machine } = await onMachine()
  const receiver = await startReceiver()
  receiver.answer = answering(500)
  await register(sandbox, receiver.url)
  await trigger(sandbox)
  await sandbox.settled()

  machine.pass(-HOUR)
  machine.ring()
  await sandbox.settled()
  const meanwhile = receiver.received.length
  receiver.answer = answering(200)
  machine.pass(HOUR + 31_000)
  machine.ring()
  await sandbox.settled()

  expect(meanwhile).toBe(1)
  expect(receiver.received).toHaveLength(2)
  const { body } = await sandbox.request('GET', '/_sandbox/webhooks/deliveries')
  expect(body.deliveries).toMatchObject([{ status: 'delivered' }])
})

test('a clock that was moved ahead stays ahead of the machine by as much', async () => {
  const { sandbox, machine } = await onMachine()
  await sandbox.clock.advance(24 * HOUR)
  const before = sandbox.clock.now()

  machine.pass(-HOUR)

  expect(before.getTime() - sandbox.clock.now().getTime()).toBe(HOUR)
  await sandbox.clock.advance(HOUR)
  expect(sandbox.clock.now()).toEqual(before)
})

test('a clock that stands still does not notice', async () => {
  const { sandbox, machine } = await onMachine()
  await sandbox.clock.freeze()
  const before = sandbox.clock.now()

  machine.pass(-HOUR)

  expect(sandbox.clock.now()).toEqual(before)
})

test('a folder opens on a machine whose clock is behind what was written', async () => {
  const data = await freshFolder()
  const first = await onMachine(data)
  const before = await first.create('before@example.com')
  await first.sandbox.close()

  const { sandbox, create } = await onMachine(data, stillMachine(Date.parse('2020-01-01T00:00:00Z')))
  const after = await create('after@example.com')

  expect(after.createdAt).toMatch(/^2020-01-01T/)
  for (const { id, email } of [before, after]) {
    const { body } = await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)
    expect(body).toMatchObject({ id, email })
  }
})

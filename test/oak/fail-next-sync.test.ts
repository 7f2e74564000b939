import { expect, test } from 'vitest'
import { CUSTOMERS, JOAO, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('what the next sync will fail with can be said, and said anew', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, { error: 'first' })

  const { status, body } = await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, {
    error: 'second',
  })

  expect(status).toBe(200)
  expect(body).toEqual({ customer_id: JOAO, error: 'second' })
})

test('a sync that is under way already is not meant, the one after it is', async () => {
  const sandbox = await freshSandbox()
  const sync = { providers: ['pagar_me'], fields: ['email'] }
  await sandbox.request('POST', `${CUSTOMERS}/${JOAO}/sync`, sync)
  await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, { error: 'No such e-mail' })
  await sandbox.clock.advance(1000)

  await sandbox.request('POST', `${CUSTOMERS}/${JOAO}/sync`, sync)
  await sandbox.clock.advance(1000)

  expect(toldEvents(sandbox).map(({ event, data }) => [event, data.error])).toEqual([
    ['customer.sync.started', null],
    ['customer.sync.succeeded', null],
    ['customer.sync.started', null],
    ['customer.sync.failed', 'No such e-mail'],
  ])
})

test('a sync that is refused does not use up the failure', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, { error: 'No such e-mail' })
  await sandbox.request('POST', `${CUSTOMERS}/${JOAO}/sync`, { providers: ['paypal'], fields: ['email'] })
  await sandbox.request('POST', `${CUSTOMERS}/${JOAO}/sync`, { providers: ['pagar_me'], fields: ['email'] })

  await sandbox.clock.advance(1000)

  expect(toldEvents(sandbox).at(-1).event).toBe('customer.sync.failed')
})

test.each([{}, { error: ' ' }, { error: 7 }])('%j is no error to fail with', async (body) => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, body)

  expect(status).toBe(400)
})

test('nobody can be made to fail who does not exist', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PUT', `/_sandbox/oak/customers/${UNKNOWN}/next-sync`, { error: 'no' })

  expect(status).toBe(404)
  expect(body.vendorError).toMatchObject({ status: 404, body: { error_code: 'not_found' } })
})

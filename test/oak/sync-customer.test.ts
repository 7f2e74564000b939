import { expect, test } from 'vitest'
import { freshFolder } from '../support/folder.ts'
import { CUSTOMERS, createCustomer, customerNow, JOAO, toldEvents } from '../support/oak.ts'
import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

const SYNC = { providers: ['pagar_me'], fields: ['email', 'first_name'] }

const sync = (sandbox: TestSandbox, body: unknown = SYNC, id = JOAO) =>
  sandbox.request('POST', `${CUSTOMERS}/${id}/sync`, body)

test('row 32: a sync is scheduled and told at once, and done a second later', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sync(sandbox)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'Sync scheduled', data: null })
  expect(await customerNow(sandbox, JOAO)).toMatchObject({ synced: null, synced_at: null })
  await sandbox.clock.advance(999)
  expect(toldEvents(sandbox)).toMatchObject([{ event: 'customer.sync.started' }])
  await sandbox.clock.advance(1)
  expect(await customerNow(sandbox, JOAO)).toMatchObject({
    synced: true,
    synced_at: '2026-04-20T12:00:01.000Z',
    updated_at: '2026-04-20T12:00:01.000Z',
    version: 2,
  })
  const [started, succeeded, ...more] = toldEvents(sandbox)
  expect(more).toEqual([])
  expect(started).toEqual({
    id: expect.any(String),
    api_version: 'v1',
    event: 'customer.sync.started',
    category: 'customer_sync_lifecycle',
    data: {
      id: JOAO,
      provider: 'pagar_me',
      fields: ['email', 'first_name'],
      attempt_id: expect.any(String),
      synced_at: null,
      provider_data: null,
      error: null,
    },
  })
  expect(succeeded).toMatchObject({
    event: 'customer.sync.succeeded',
    category: 'customer_sync_lifecycle',
    data: { ...started.data, synced_at: '2026-04-20T12:00:01.000Z' },
  })
  expect(succeeded.id).not.toBe(started.id)
})

test('a change after a sync is a drift, and the next sync ends it', async () => {
  const sandbox = await freshSandbox()
  await sync(sandbox)
  await sandbox.clock.advance(1000)
  await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, { last_name: 'Souza' })
  const adrift = await customerNow(sandbox, JOAO)

  await sync(sandbox)
  await sandbox.clock.advance(1000)

  expect(adrift.synced).toBe(false)
  expect((await customerNow(sandbox, JOAO)).synced).toBe(true)
})

test('providers and fields are taken in any case, a field that is given twice once', async () => {
  const sandbox = await freshSandbox()
  await sync(sandbox, { providers: ['BRLA'], fields: ['PHONE', 'phone', 'Shipping'] })

  await sandbox.clock.advance(1000)

  // Merchants are told of avenia where it is brla.
  expect(toldEvents(sandbox)[0].data).toMatchObject({ provider: 'avenia', fields: ['phone', 'shipping'] })
})

test.each([
  ['two providers', { ...SYNC, providers: ['stripe', 'bridge'] }],
  ['no provider', { ...SYNC, providers: [] }],
  ['a provider that does not exist', { ...SYNC, providers: ['paypal'] }],
  ['a provider that does not sync', { ...SYNC, providers: ['konduto'] }],
  ['no list of providers', { ...SYNC, providers: 'stripe' }],
  ['no fields', { ...SYNC, fields: [] }],
  ['a field that does not exist', { ...SYNC, fields: ['email', 'document_number'] }],
  ['fields left out', { providers: ['stripe'] }],
  ['nothing', {}],
])('row 33: %s is 400, and nothing happens', async (_, body) => {
  const sandbox = await freshSandbox()

  const { status, body: answer } = await sync(sandbox, body)
  await sandbox.clock.advance(5000)

  expect(status).toBe(400)
  expect(answer).toMatchObject({ data: null, error_code: 'validation_error' })
  expect(sandbox.messages()).toEqual([])
  expect((await customerNow(sandbox, JOAO)).synced).toBeNull()
})

test('row 34: a sync that is to fail says why, once, and leaves the customer out of sync', async () => {
  const sandbox = await freshSandbox()
  const { status } = await sandbox.request('PUT', `/_sandbox/oak/customers/${JOAO}/next-sync`, {
    error: 'No such e-mail',
  })
  await sync(sandbox)

  await sandbox.clock.advance(1000)

  expect(status).toBe(200)
  const [started, failed] = toldEvents(sandbox)
  expect(started.event).toBe('customer.sync.started')
  expect(failed).toMatchObject({
    event: 'customer.sync.failed',
    data: { attempt_id: started.data.attempt_id, error: 'No such e-mail', synced_at: null },
  })
  expect(await customerNow(sandbox, JOAO)).toMatchObject({ synced: false, synced_at: null })
  await sync(sandbox)
  await sandbox.clock.advance(1000)
  expect(toldEvents(sandbox).at(-1)).toMatchObject({ event: 'customer.sync.succeeded' })
})

test('a sync that was under way is finished after a restart', async () => {
  const data = await freshFolder()
  const first = await freshSandbox({ data })
  const { id } = await createCustomer(first)
  await sync(first, SYNC, id)
  await first.close()

  const second = await freshSandbox({ data })
  await second.clock.advance(1000)

  expect((await customerNow(second, id)).synced).toBe(true)
})

import { expect, test } from 'vitest'
import { CUSTOMERS, customerNow, GRACE, JOAO, NOT_FOUND, OTHERS, toldEvents, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 20: only what is given changes', async () => {
  const sandbox = await freshSandbox()
  const before = await customerNow(sandbox, JOAO)

  const { status, body } = await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, { first_name: 'José' })

  expect(status).toBe(200)
  expect(body).toEqual({
    msg: 'customer updated',
    data: { ...before, first_name: 'José', version: 2, updated_at: '2026-04-20T12:00:00.000Z' },
  })
  expect(await customerNow(sandbox, JOAO)).toEqual(body.data)
  expect(toldEvents(sandbox)).toMatchObject([
    { event: 'customer.updated', data: { id: JOAO, changes: ['first_name'], version: 2 } },
  ])
})

test.each([UNKNOWN, OTHERS, 'nobody'])('row 21: there is no customer %s to change', async (id) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('PUT', `${CUSTOMERS}/${id}`, { first_name: 'José' })

  expect(status).toBe(404)
  expect(body).toEqual(NOT_FOUND)
})

test('row 22: a new e-mail is shown from then on, and found by', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, { email: 'jose@example.com' })

  expect(body.data.email).toBe('jose@example.com')
  expect((await customerNow(sandbox, JOAO)).email).toBe('jose@example.com')
  const found = await sandbox.request('GET', `${CUSTOMERS}?email=jose@example.com`)
  const former = await sandbox.request('GET', `${CUSTOMERS}?email=joao.silva@example.com`)
  expect([found.body.data.count, former.body.data.count]).toEqual([1, 0])
})

test('an address that was given up is free for another customer', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, { email: 'jose@example.com' })

  const { status } = await sandbox.request('POST', CUSTOMERS, { email: 'joao.silva@example.com' })

  expect(status).toBe(200)
})

test.each([
  ['an empty change', {}],
  ['what is there already', { first_name: 'João', country_code: 'BR' }],
  ['the own e-mail', { email: 'joao.silva@example.com' }],
  ['what only the server sets', { id: 'mine', version: 9, status: 'rejected', synced: true }],
])('%s changes nothing, and nobody is told', async (_, change) => {
  const sandbox = await freshSandbox()
  const before = await customerNow(sandbox, JOAO)

  const { status, body } = await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, change)

  expect(status).toBe(200)
  expect(body.data).toEqual(before)
  expect(sandbox.messages()).toEqual([])
})

test('null and a blank text remove', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, { last_name: null, document_type: '' })

  expect(body.data).toMatchObject({ first_name: 'João', last_name: null, document_type: null })
})

test.each([
  ['a type of document that does not exist', { document_type: 'card' }, 'document_type'],
  ['no address', { email: 'nobody' }, 'email'],
  ['an e-mail taken away', { email: null }, 'email'],
  ['another customer’s e-mail', { email: 'Grace.Hopper@example.com' }, 'email'],
  [
    'another customer’s document',
    { document_number: '123456789', document_type: 'personal_tax_id' },
    'document_number',
  ],
  ['a day of birth that does not exist', { dob: '1990-02-30' }, 'dob'],
])('%s is 400, and nothing changes', async (_, change, field) => {
  const sandbox = await freshSandbox()
  const before = await customerNow(sandbox, JOAO)

  const { status, body } = await sandbox.request('PUT', `${CUSTOMERS}/${JOAO}`, change)

  expect(status).toBe(400)
  expect(body).toMatchObject({ error_code: 'validation_error', failure_reasons: [{ fields: [field] }] })
  expect(await customerNow(sandbox, JOAO)).toEqual(before)
  expect(sandbox.messages()).toEqual([])
})

test.each([
  ['a name', { first_name: 'Amazing' }, false],
  ['a part of the address', { city: 'Oakland' }, false],
  ['what no provider is told', { mother_name: 'Mary' }, true],
])('after a sync, %s leaves synced %s', async (_, change, synced) => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('PUT', `${CUSTOMERS}/${GRACE}`, change)

  expect(body.data).toMatchObject({ synced, synced_at: '2026-03-12T09:00:00.000Z' })
})

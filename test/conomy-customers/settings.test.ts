import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ANA, createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const LIST = '/conomy/customers?clientId=demo-client&count=500'
const OF_ANA = `/conomy/customers/${ANA}?clientId=demo-client`
const REGISTER = `/conomy/customers/${ANA}/documents?clientId=demo-client`
const ANAS_NUMBER = '27987654321'

test('uniqueDocumentNumber refuses a number that another customer has, and nothing is stored', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { uniqueDocumentNumber: true } } })
  const { id } = await createCustomer(sandbox)
  const before = await sandbox.request('GET', LIST)

  const create = await sandbox.request('POST', CREATE, { documentNumber: ANAS_NUMBER })
  const patch = await sandbox.request('PATCH', `/conomy/customers/${id}?clientId=demo-client`, {
    documentNumber: ANAS_NUMBER,
  })

  expect(create).toMatchObject({ status: 409, body: { code: '13', type: 'alreadyExist' } })
  expect(patch).toMatchObject({ status: 409, body: { code: '13', type: 'alreadyExist' } })
  expect((await sandbox.request('GET', LIST)).body).toEqual(before.body)
})

test('uniqueDocumentNumber leaves a customer its own number, and another client the same one', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { uniqueDocumentNumber: true } }, auth: false })

  const own = await sandbox.request('PATCH', OF_ANA, { documentNumber: ANAS_NUMBER, firstName: 'Eva' })
  const elsewhere = await sandbox.request('POST', '/conomy/customers?clientId=acme', { documentNumber: ANAS_NUMBER })
  const noNumber = await sandbox.request('POST', CREATE, { email: 'ana.garcia@example.com' })

  expect([own.status, elsewhere.status, noNumber.status]).toEqual([200, 201, 201])
})

test('uniqueDocumentNumber lets customers change who had the same number before it was set', async () => {
  const data = await mkdtemp(join(tmpdir(), 'settings-'))
  onTestFinished(() => rm(data, { recursive: true }))
  const lenient = await freshSandbox({ data })
  await createCustomer(lenient, { documentNumber: ANAS_NUMBER })
  await lenient.close()
  const strict = await freshSandbox({ data, settings: { conomy: { uniqueDocumentNumber: true } } })

  const { status, body } = await strict.request('PATCH', OF_ANA, { operationLevel: 'INACTIVE' })

  expect(status).toBe(200)
  expect(body.operationLevel).toBe('INACTIVE')
})

test('clampCount takes a count over 500 for 500, and nothing else', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { clampCount: true } }, auth: false })
  const create = (_: unknown, at: number) =>
    sandbox.request('POST', '/conomy/customers?clientId=a', { documentNumber: String(at) })
  await Promise.all(Array.from({ length: 501 }, create))
  const list = (count: string) => sandbox.request('GET', `/conomy/customers?clientId=a&count=${count}`)

  const over = await list('501')
  const far = await list('99999999999999999999')
  const under = await list('0')

  expect(over).toMatchObject({ status: 200, body: { count: 500 } })
  expect(far).toMatchObject({ status: 200, body: { count: 500 } })
  expect(under).toMatchObject({ status: 400, body: { code: '11' } })
})

test('freeDocumentTypes takes documents of any type as they are written', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { freeDocumentTypes: true } } })

  const free = await sandbox.request('POST', REGISTER, { type: 'Proof_of_Address' })
  const blank = await sandbox.request('POST', REGISTER, { type: ' ' })
  const long = await sandbox.request('POST', REGISTER, { type: 'x'.repeat(65) })
  const absent = await sandbox.request('POST', REGISTER, {})

  expect(free).toMatchObject({ status: 201, body: { document: { type: 'Proof_of_Address' } } })
  expect(blank).toMatchObject({ status: 400, body: { code: '11' } })
  expect(long).toMatchObject({ status: 400, body: { code: '11' } })
  expect(absent).toMatchObject({ status: 400, body: { code: '12' } })
})

test('levelChangedOnTierChange tells of a change of level', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { levelChangedOnTierChange: true } } })

  await sandbox.request('PATCH', OF_ANA, { operationLevel: 'STANDARD' })

  expect(sandbox.messages()).toMatchObject([
    {
      event: 'customer.levelChanged',
      tenant: 'demo-client',
      data: { timestamp: '2026-04-20T12:00:00Z', customer: { id: ANA, operationLevel: 'STANDARD', documentsCount: 1 } },
    },
  ])
})

test('levelChangedOnTierChange tells of nothing when the level stays, and not of a new customer', async () => {
  const sandbox = await freshSandbox({ settings: { conomy: { levelChangedOnTierChange: true } } })

  await createCustomer(sandbox, { email: 'new@example.com', operationLevel: 'FULL' })
  await sandbox.request('PATCH', OF_ANA, { operationLevel: 'BASIC', firstName: 'Eva' })
  await sandbox.request('PATCH', OF_ANA, { operationLevel: 'GOLD' })

  expect(sandbox.messages()).toEqual([])
})

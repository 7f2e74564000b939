import { expect, test } from 'vitest'
import {
  AN_ACCOUNT,
  BY_OTHER,
  CAMILA,
  create,
  OPERATIONS,
  OTHERS_ACCOUNT,
  OTHERS_IDENTITY,
  PESOS,
} from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 58: an account starts with nothing in it, ACTIVE, without parent, with a number of its own', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', AN_ACCOUNT)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    ...AN_ACCOUNT,
    externalId: '',
    balance: '0',
    availableFunds: '0',
    accountNumber: expect.stringMatching(/^1776686400\d+$/),
    accountHolder: 'OPERADORA ANDINA SPA',
    status: 'ACTIVE',
    parentId: '',
    accruedYield: '',
    monthlyYield: '',
    createdAt: '2026-04-20T12:00:00Z',
    updatedAt: '2026-04-20T12:00:00Z',
  })
})

test('row 58: no two account numbers are the same, not even of one second', async () => {
  const sandbox = await freshSandbox()

  const made = await Promise.all(Array.from({ length: 20 }, () => create(sandbox, '/conomy/accounts', AN_ACCOUNT)))

  expect(new Set(made.map(({ accountNumber }) => accountNumber)).size).toBe(20)
})

test("a user's name is the account holder as it is", async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, identityId: CAMILA })

  expect(body).toMatchObject({ identityId: CAMILA, accountHolder: 'Camila' })
})

test('row 59: an identity that is unknown, or of another tenant, is not found', async () => {
  const sandbox = await freshSandbox()

  const unknown = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, identityId: 'nobody' })
  const foreign = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, identityId: OTHERS_IDENTITY })
  const asOther = await sandbox.request('POST', '/conomy/accounts', AN_ACCOUNT, BY_OTHER)

  for (const { status, body } of [unknown, foreign, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
})

test.each(['identityId', 'type', 'custody', 'currency', 'name'])('row 60: %s is required', async (name) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, [name]: undefined })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: `${name} is required` })
})

test.each(['ESCROW', 'FEE', 'real'])('row 61: an account of type %s cannot be created', async (type) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, type })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

test.each(['CHECKING', 'ASSET', 'SAVINGS'])('an account of type %s can be created', async (type) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, type })

  expect(status).toBe(201)
  expect(body).toMatchObject({ type })
})

test("row 62: a user's account under the organization's is listed by its parent", async () => {
  const sandbox = await freshSandbox()
  const parent = await create(sandbox, '/conomy/accounts', AN_ACCOUNT)

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', {
    ...AN_ACCOUNT,
    identityId: CAMILA,
    parentId: parent.id,
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({ identityId: CAMILA, parentId: parent.id })
  const listed = await sandbox.request('GET', `/conomy/accounts?parentId=${parent.id}`)
  expect(listed.body.results).toEqual([body])
})

test('a parent of another currency does not allow it', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, parentId: PESOS })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21' })
})

test.each(['nowhere', OTHERS_ACCOUNT])(
  'a parent that is unknown, or of another tenant, is not found: %s',
  async (id) => {
    const sandbox = await freshSandbox()

    const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, parentId: id })

    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  },
)

test.each(['', null])('a parent that is %o is none', async (parentId) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, parentId })

  expect(status).toBe(201)
  expect(body.parentId).toBe('')
})

test.each([
  { currency: 'PKR' },
  { name: ' ' },
  { custody: '' },
  { identityId: 7 },
  { custodyBankAccount: 'BCI' },
  { externalId: {} },
])('a value that cannot be is refused: %o', async (wrong) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', { ...AN_ACCOUNT, ...wrong })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

test('external id and custody bank account are kept; what the server sets is ignored', async () => {
  const sandbox = await freshSandbox()
  const custodyBankAccount = {
    accountNumber: '123',
    bank: 'BCI',
    currency: 'CLP',
    country: 'CL',
    typeAccount: 'CHECKING',
  }
  const given = { ...AN_ACCOUNT, externalId: 'acc-1', custodyBankAccount }

  const { body } = await sandbox.request('POST', '/conomy/accounts', {
    ...given,
    id: OPERATIONS,
    balance: '999',
    status: 'BLOCKED',
    accountNumber: '1',
  })

  expect(body).toMatchObject({ ...given, balance: '0', status: 'ACTIVE' })
  expect(body.id).not.toBe(OPERATIONS)
  expect(body.accountNumber).not.toBe('1')
})

test('half a custody bank account is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/accounts', {
    ...AN_ACCOUNT,
    custodyBankAccount: { bank: 'BCI' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12' })
})

import { expect, test } from 'vitest'
import { A_USER, BY_OTHER, CAMILA, create, OTHERS_IDENTITY } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const ANDINA = { ...A_USER, type: 'ORGANIZATION', name: 'Andina Dos', documentNumber: '77123126-K' }

test('an identity is ACTIVE at once, and everything that is not set is there and empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', A_USER)

  expect(status).toBe(200)
  expect(body).toEqual({
    id: expect.stringMatching(/^69e61540[0-9a-f]{16}$/),
    ...A_USER,
    nickname: '',
    lastname: '',
    gender: '',
    externalId: '',
    status: 'ACTIVE',
    rules: null,
    rulesId: null,
    kyc: null,
    watchList: null,
    extendedData: [],
    metadata: {},
    securityOptions: { twoFactorAuth: false, signTrx: false, signAccountsOperations: false },
    children: null,
    bankAccount: null,
    address: {
      administrativeAreaLevel1: '',
      administrativeAreaLevel2: '',
      administrativeAreaLevel3: '',
      street: '',
      streetNumber: '',
      optionalAddress: '',
      zipcode: '',
    },
    nationality: '',
    dni: '',
    userExternalId: '',
    career: '',
    birthDate: '',
    accountHolderId: '',
    accountConduitId: '',
    contract: '',
    contractId: '',
    image: '',
    deviceToken: '',
    emailStatus: '',
    logginAttempts: 0,
    createdAt: '2026-04-20T12:00:00Z',
    updatedAt: '2026-04-20T12:00:00Z',
  })
})

test('everything that is optional is kept, and twoFactorEnabled is what answers call twoFactorAuth', async () => {
  const sandbox = await freshSandbox()
  const optional = {
    nickname: 'Prov',
    lastname: 'Uno',
    gender: 'F',
    externalId: 'id-1',
    rules: { max: 3 },
    bankAccount: {
      accountNumber: '1',
      bank: 'BCI',
      currency: 'CLP',
      accountHolder: 'P',
      accountHolderDni: '1',
      country: 'CL',
    },
  }

  const { body } = await sandbox.request('POST', '/conomy/identities', {
    ...A_USER,
    ...optional,
    securityOptions: { twoFactorEnabled: true, accessControl: { scopes: ['read'] } },
    children: [{ id: CAMILA }, { id: CAMILA }],
    address: { street: 'Alameda', country: 'CHL' },
  })

  expect(body).toMatchObject({
    ...optional,
    securityOptions: {
      twoFactorAuth: true,
      signTrx: false,
      signAccountsOperations: false,
      accessControl: { scopes: ['read'] },
    },
    children: [{ id: CAMILA, name: 'Camila', lastName: 'Soto', email: 'camila.soto@example.com' }],
    address: { street: 'Alameda', country: 'CHL', zipcode: '' },
  })
  expect(body.children).toHaveLength(1)
})

test('the type is USER and the country open unless given', async () => {
  const sandbox = await freshSandbox()
  const { type: _type, country: _country, ...rest } = A_USER

  const { body } = await sandbox.request('POST', '/conomy/identities', { ...rest, phone: '+5491122334455' })

  expect(body).toMatchObject({ type: 'USER', country: '', phone: '+5491122334455' })
})

test.each(['name', 'email', 'phone', 'documentNumber', 'documentType', 'idv'])('%s is required', async (name) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', { ...A_USER, [name]: undefined })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: `${name} is required` })
})

test.each([
  { name: ' ' },
  { email: 'provider' },
  { phone: '56955555555' },
  { phone: '+56 9 5555 5555' },
  { type: 'COMPANY' },
  { country: 'CHILE' },
  { documentType: 'CURL' },
  { documentNumber: 'K' },
  { documentType: 'CUIT' },
  { children: ['x'] },
  { securityOptions: { signTrx: 'yes' } },
])('a value that cannot be is refused: %o', async (wrong) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', { ...A_USER, ...wrong })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

test('row 74: a second organization with the same document number is a conflict', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', ANDINA)

  expect(status).toBe(409)
  expect(body).toMatchObject({ code: '13' })
  const listed = await sandbox.request('GET', '/conomy/identities?documentNumber=77123126-K')
  expect(listed.body.pagination.pagination.total).toBe(1)
})

test('row 74: another tenant may have an organization with that number', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('POST', '/conomy/identities', ANDINA, BY_OTHER)

  expect(status).toBe(200)
})

test('row 74: an organization and a user with the same document number do not meet', async () => {
  const sandbox = await freshSandbox()

  const organization = await sandbox.request('POST', '/conomy/identities', { ...ANDINA, documentNumber: '17604011-4' })
  const user = await sandbox.request('POST', '/conomy/identities', { ...A_USER, documentNumber: '77123126-K' })

  expect([organization.status, user.status]).toEqual([200, 200])
})

test.each([{ email: 'else@example.com' }, { phone: '+56966666666' }])(
  'row 75: a user with the same document number is accepted with another %o',
  async (other) => {
    const sandbox = await freshSandbox()
    await create(sandbox, '/conomy/identities', A_USER)

    const { status } = await sandbox.request('POST', '/conomy/identities', { ...A_USER, ...other })

    expect(status).toBe(200)
  },
)

test('row 75: the same document number, e-mail and phone are a conflict', async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, '/conomy/identities', A_USER)

  const { status, body } = await sandbox.request('POST', '/conomy/identities', { ...A_USER, name: 'Somebody else' })

  expect(status).toBe(409)
  expect(body).toMatchObject({ code: '13' })
})

test.each(['CHL', 'CL'])('row 76: a phone of another country than %s is refused', async (country) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', {
    ...A_USER,
    country,
    phone: '+5491122334455',
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11', detail: 'phone must begin with +56, the calling code of ' + country })
})

test('row 77: a RUT with a wrong check digit is accepted', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', '/conomy/identities', {
    ...A_USER,
    documentNumber: '18604011-4',
  })

  expect(status).toBe(200)
  expect(body).toMatchObject({ documentNumber: '18604011-4', status: 'ACTIVE' })
})

test("a child that is unknown, or another tenant's, is not found, and nothing is created", async () => {
  const sandbox = await freshSandbox()

  for (const id of ['nobody', OTHERS_IDENTITY]) {
    const { status, body } = await sandbox.request('POST', '/conomy/identities', { ...A_USER, children: [{ id }] })

    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  const { body } = await sandbox.request('GET', `/conomy/identities?email=${A_USER.email}`)
  expect(body.data).toEqual([])
})

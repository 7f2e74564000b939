import { expect, test } from 'vitest'
import { ANA, createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'
const LIST = '/conomy/customers?clientId=demo-client&count=500'
const OF_ANA = `/conomy/customers/${ANA}`
const REGISTER = `${OF_ANA}/documents?clientId=demo-client`

test('a misspelt field passes, is not stored, and is warned about with the name it is near to', async () => {
  const sandbox = await freshSandbox()

  const { status, body, headers } = await sandbox.request('POST', CREATE, { email: 'a@example.com', fristName: 'Ana' })

  expect(status).toBe(201)
  expect(body).not.toHaveProperty('fristName')
  expect(headers.get('sandbox-warning')).toBe('unknown body field "fristName", did you mean "firstName"?')
})

test('a field that is near to nothing is warned about alone', async () => {
  const sandbox = await freshSandbox()

  const { headers } = await sandbox.request('POST', REGISTER, { type: 'kyc', loyaltyPoints: 7 })

  expect(headers.get('sandbox-warning')).toBe('unknown body field "loyaltyPoints"')
})

test('a misspelt field of the address is warned about', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('PATCH', `${OF_ANA}?clientId=demo-client`, {
    address: { zipcod: 'C1005' },
  })

  expect(status).toBe(200)
  expect(headers.get('sandbox-warning')).toBe('unknown body field "address.zipcod", did you mean "zipcode"?')
})

test('a misspelt field of the address is not stored: the customer is not newer for it', async () => {
  const sandbox = await freshSandbox()
  const before = await createCustomer(sandbox)
  await sandbox.clock.advance(60_000)

  const { body } = await sandbox.request('PATCH', `/conomy/customers/${before.id}?clientId=demo-client`, {
    address: { zipcod: 'C1005' },
  })

  expect(body).toEqual(before)
})

test('a misspelt query parameter is warned about', async () => {
  const sandbox = await freshSandbox()

  const { status, headers } = await sandbox.request('GET', `${LIST}&documentNumer=1&limit=5`)

  expect(status).toBe(200)
  expect(headers.get('sandbox-warning')).toBe(
    'unknown query parameter "documentNumer", did you mean "documentNumber"?, unknown query parameter "limit"',
  )
})

test('a refusal comes with the warnings that explain it', async () => {
  const sandbox = await freshSandbox()

  const noEmail = await sandbox.request('POST', CREATE, { emial: 'a@example.com' })
  const noType = await sandbox.request('POST', REGISTER, { tipe: 'kyc' })
  const noClient = await sandbox.request('GET', '/conomy/customers?clientid=demo-client')

  expect(noEmail.body.code).toBe('12')
  expect(noEmail.headers.get('sandbox-warning')).toBe('unknown body field "emial", did you mean "email"?')
  expect(noType.body.code).toBe('12')
  expect(noType.headers.get('sandbox-warning')).toBe('unknown body field "tipe", did you mean "type"?')
  expect(noClient.body.code).toBe('12')
  expect(noClient.headers.get('sandbox-warning')).toBe('unknown query parameter "clientid", did you mean "clientId"?')
})

test('a customer or document as it was read can be sent back without a warning, also when strict', async () => {
  for (const strict of [false, true]) {
    const sandbox = await freshSandbox({ strict })
    const { body: customer } = await sandbox.request('GET', `${OF_ANA}?clientId=demo-client`)

    const create = await sandbox.request('POST', CREATE, customer)
    const patch = await sandbox.request('PATCH', `${OF_ANA}?clientId=demo-client`, customer)
    const register = await sandbox.request('POST', REGISTER, customer.documents[0])

    expect([create.status, patch.status, register.status]).toEqual([201, 200, 201])
    for (const { headers } of [create, patch, register]) expect(headers.has('sandbox-warning')).toBe(false)
  }
})

test('a request without unknown names is not warned', async () => {
  const sandbox = await freshSandbox()

  const { headers } = await sandbox.request('POST', CREATE, { email: 'a@example.com', address: { street: 'Florida' } })

  expect(headers.has('sandbox-warning')).toBe(false)
})

test('a warning is plain ASCII and short, whatever the name is', async () => {
  const sandbox = await freshSandbox()

  const odd = await sandbox.request('POST', CREATE, { email: 'a@example.com', 'teléfono\r\nSet-Cookie: 😀': 1 })
  const long = await sandbox.request('POST', CREATE, { email: 'a@example.com', ['x'.repeat(10_000)]: 1 })
  const many = await sandbox.request('POST', CREATE, {
    email: 'a@example.com',
    ...Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`field-${at}`, at])),
  })

  expect([odd.status, long.status, many.status]).toEqual([201, 201, 201])
  expect(odd.headers.get('sandbox-warning')).toBe(
    'unknown body field "tel\\u00e9fono\\u000d\\u000aSet-Cookie: \\ud83d\\ude00"',
  )
  expect(long.headers.get('sandbox-warning')).toBe(`unknown body field "${'x'.repeat(64)}"`)
  expect(many.headers.get('sandbox-warning')).toMatch(/, and 990 more$/)
})

test('when strict, an unknown field or parameter is refused and nothing is stored', async () => {
  const sandbox = await freshSandbox({ strict: true })
  const before = await sandbox.request('GET', LIST)

  const field = await sandbox.request('POST', CREATE, { email: 'a@example.com', fristName: 'Ana' })
  const nested = await sandbox.request('PATCH', `${OF_ANA}?clientId=demo-client`, { address: { zipcod: 'C1005' } })
  const parameter = await sandbox.request('POST', `${REGISTER}&typ=kyc`, { type: 'kyc' })

  for (const { status, body, headers } of [field, nested, parameter]) {
    expect({ status, code: body.code }).toEqual({ status: 400, code: '11' })
    expect(headers.has('sandbox-warning')).toBe(false)
  }
  expect(field.body.detail).toBe('unknown body field "fristName", did you mean "firstName"?')
  expect(nested.body.detail).toBe('unknown body field "address.zipcod", did you mean "zipcode"?')
  expect(parameter.body.detail).toMatch(/^unknown query parameter "typ"/)
  expect((await sandbox.request('GET', LIST)).body).toEqual(before.body)
})

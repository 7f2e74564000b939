import { expect, test } from 'vitest'
import { ANA, CARLOS, OTHERS, REJECTED } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const UNKNOWN = '69a0000000000000000000ff'

test("row 20: another client's customer is not found, in the same words as one that does not exist", async () => {
  const sandbox = await freshSandbox()
  const read = (id: string, clientId: string) =>
    sandbox.request('GET', `/conomy/customers/${id}?clientId=${clientId}`, undefined, { as: 'other' })

  const foreign = await read(ANA, 'other-client')
  const foreignClient = await read(ANA, 'demo-client')
  const unknown = await read(UNKNOWN, 'other-client')

  const words = { status: 404, code: '31', type: 'notFound', traceId: expect.any(String) }
  expect(foreign.body).toEqual({ ...words, detail: `Customer ${ANA} was not found` })
  expect(foreignClient.body).toEqual({ ...words, detail: `Customer ${ANA} was not found` })
  expect(unknown.body).toEqual({ ...words, detail: `Customer ${UNKNOWN} was not found` })
  expect([...foreign.headers]).toEqual([...unknown.headers])
})

test('row 36: a customer with rejected documents only is not documented', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${REJECTED}?clientId=demo-client`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    isDocumented: false,
    documents: [{ status: 'REJECTED', rejectionReason: 'The photo is not readable' }],
  })
})

test('a customer is read with its level, its documents and whether it is documented', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${CARLOS}?clientId=demo-client`)

  expect(status).toBe(200)
  expect(body).toEqual({
    id: CARLOS,
    clientId: 'demo-client',
    firstName: 'Carlos',
    lastName: 'Nuevo',
    email: 'carlos@example.com',
    phoneNumber: '5491100000000',
    phoneNumberPrefix: '+54',
    documentNumber: '23111222331',
    documentType: 'CUIT',
    country: 'AR',
    operationLevel: 'BASIC',
    autoCreated: true,
    isDocumented: true,
    documents: [
      {
        type: 'kyc',
        url: `https://documents.conomyhq.com/customers/${CARLOS}/kyc/20260226T081040Z`,
        contentType: 'image/jpeg',
        status: 'APPROVED',
        uploadedAt: '2026-02-26T08:10:40Z',
      },
    ],
    createdAt: '2026-02-26T08:10:40Z',
    updatedAt: '2026-02-26T08:10:40Z',
  })
})

test('an id that cannot be one is not found', async () => {
  const sandbox = await freshSandbox()

  for (const id of ['1', 'nobody', ANA.toUpperCase(), `${ANA}0`, '__proto__', 'a%2Fb', '%00', '%E0%A4%A']) {
    const { status, body } = await sandbox.request('GET', `/conomy/customers/${id}?clientId=demo-client`)
    expect({ id, status, code: body.code }).toEqual({ id, status: 404, code: '31' })
  }
})

test('a customer cannot be read without clientId', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${ANA}`)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12', detail: 'clientId is required' })
})

test('the other client reads its own customer', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request(
    'GET',
    `/conomy/customers/${OTHERS}?clientId=other-client`,
    undefined,
    { as: 'other' },
  )

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: OTHERS, clientId: 'other-client', operationLevel: 'STANDARD' })
})

test('reading does not change a customer', async () => {
  const sandbox = await freshSandbox()
  const first = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)
  await sandbox.clock.advance(60_000)

  const second = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)

  expect(second.body).toEqual(first.body)
})

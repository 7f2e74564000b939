import { expect, test } from 'vitest'
import { ANA, OTHERS } from '../support/conomy.ts'
import { VERSION, VERSION_BY_OTHER } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a customer of the other contract is shown with the nine keys of this one', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION)

  expect(status).toBe(200)
  expect(body).toEqual({
    id: ANA,
    firstName: 'Ana',
    email: 'ana.garcia@example.com',
    lastName: 'García',
    phoneNumber: '5491122334455',
    phoneNumberPrefix: '+54',
    documentType: 'CUIT',
    documentNumber: '27987654321',
    address: {},
  })
})

test("another tenant's customer is not found, in the words of an unknown one", async () => {
  const sandbox = await freshSandbox()

  const foreign = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, VERSION_BY_OTHER)
  const others = await sandbox.request('GET', `/conomy/customers/${OTHERS}`, undefined, VERSION)
  const unknown = await sandbox.request('GET', '/conomy/customers/nobody', undefined, VERSION)

  expect([foreign.status, others.status, unknown.status]).toEqual([404, 404, 404])
  expect(unknown.body).toMatchObject({ code: '31', detail: 'Customer nobody was not found' })
  expect(foreign.body).toMatchObject({ code: '31', detail: `Customer ${ANA} was not found` })
})

test('row 57: an unknown version is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${ANA}`, undefined, {
    headers: { 'conomyhq-api-version': '01-01-2020' },
  })

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '11' })
})

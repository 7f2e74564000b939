import { expect, test } from 'vitest'
import { BY_OTHER, ORGANIZATION, OTHERS_IDENTITY } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an identity is shown with its document, its status and its times', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: ORGANIZATION,
    type: 'ORGANIZATION',
    name: 'Operadora Andina SpA',
    documentNumber: '77123126-K',
    documentType: 'RUT',
    country: 'CHL',
    status: 'ACTIVE',
    children: null,
    createdAt: '2026-03-22T14:43:12Z',
  })
  expect(body).not.toHaveProperty('permissions')
  expect(body).not.toHaveProperty('clientId')
})

test("an unknown identity and another tenant's are not found", async () => {
  const sandbox = await freshSandbox()

  const unknown = await sandbox.request('GET', '/conomy/identities/nobody')
  const others = await sandbox.request('GET', `/conomy/identities/${OTHERS_IDENTITY}`)
  const asOther = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}`, undefined, BY_OTHER)

  for (const { status, body } of [unknown, others, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
})

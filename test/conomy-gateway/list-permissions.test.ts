import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, create, ORGANIZATION, OTHERS_IDENTITY } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an identity has the permissions that it was granted, and nobody else has them', async () => {
  const sandbox = await freshSandbox()
  const granted = [{ resource: 'IDENTITY', reference: ORGANIZATION, permissions: ['account:read'] }]
  await create(sandbox, `/conomy/identities/${CAMILA}/permissions`, granted)

  const hers = await sandbox.request('GET', `/conomy/identities/${CAMILA}/permissions`)
  const theirs = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}/permissions`)

  expect(hers.status).toBe(200)
  expect(hers.body).toEqual(granted)
  expect(theirs.body).toEqual([])
})

test("an unknown identity and another tenant's are not found", async () => {
  const sandbox = await freshSandbox()

  const unknown = await sandbox.request('GET', '/conomy/identities/nobody/permissions')
  const others = await sandbox.request('GET', `/conomy/identities/${OTHERS_IDENTITY}/permissions`)
  const asOther = await sandbox.request('GET', `/conomy/identities/${CAMILA}/permissions`, undefined, BY_OTHER)

  for (const { status, body } of [unknown, others, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
})

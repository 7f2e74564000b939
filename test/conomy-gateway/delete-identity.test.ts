import { expect, test } from 'vitest'
import { A_USER, BY_OTHER, CAMILA, create, ORGANIZATION, OTHERS_IDENTITY } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an identity without accounts is deleted, and nobody is linked to it or may act for it any more', async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/identities', A_USER)
  await create(sandbox, `/conomy/identities/${ORGANIZATION}/children`, { children: [id, CAMILA] })
  await create(sandbox, `/conomy/identities/${CAMILA}/permissions`, [
    { resource: 'IDENTITY', reference: id, permissions: ['admin'] },
  ])

  const { status, body } = await sandbox.request('DELETE', `/conomy/identities/${id}`)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  const read = await sandbox.request('GET', `/conomy/identities/${id}`)
  const again = await sandbox.request('DELETE', `/conomy/identities/${id}`)
  const parent = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}`)
  const permissions = await sandbox.request('GET', `/conomy/identities/${CAMILA}/permissions`)
  expect([read.status, again.status]).toEqual([404, 404])
  expect(parent.body.children).toMatchObject([{ id: CAMILA }])
  expect(permissions.body).toEqual([])
})

test('an identity that owns accounts cannot be deleted', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', `/conomy/identities/${CAMILA}`)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: '21' })
  expect((await sandbox.request('GET', `/conomy/identities/${CAMILA}`)).status).toBe(200)
})

test("an unknown identity and another tenant's are not found", async () => {
  const sandbox = await freshSandbox()
  const { id } = await create(sandbox, '/conomy/identities', A_USER)

  const unknown = await sandbox.request('DELETE', '/conomy/identities/nobody')
  const others = await sandbox.request('DELETE', `/conomy/identities/${OTHERS_IDENTITY}`)
  const asOther = await sandbox.request('DELETE', `/conomy/identities/${id}`, undefined, BY_OTHER)

  expect([unknown.status, others.status, asOther.status]).toEqual([404, 404, 404])
  expect((await sandbox.request('GET', `/conomy/identities/${id}`)).status).toBe(200)
})

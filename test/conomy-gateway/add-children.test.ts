import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, ORGANIZATION, OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CHILDREN = `/conomy/identities/${ORGANIZATION}/children`

test('identities are linked beside those that were, each once', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('POST', CHILDREN, { children: [CAMILA] })

  const { status, body } = await sandbox.request('POST', CHILDREN, { children: [TOMAS, CAMILA, TOMAS] })

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: ORGANIZATION, updatedAt: '2026-04-20T12:00:00Z' })
  expect(body.children).toEqual([
    { id: CAMILA, name: 'Camila', lastName: 'Soto', email: 'camila.soto@example.com' },
    { id: TOMAS, name: 'Tomás', lastName: 'Ferreyra', email: 'tomas.ferreyra@example.com' },
  ])
})

test.each([
  [{}, '12'],
  [{ children: [] }, '11'],
  [{ children: [{ id: CAMILA }] }, '11'],
  [{ children: CAMILA }, '11'],
])('a body that cannot be is refused: %o', async (children, code) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', CHILDREN, children)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code })
})

test("a child or a parent that is unknown, or another tenant's, is not found, and nothing is linked", async () => {
  const sandbox = await freshSandbox()

  const unknown = await sandbox.request('POST', CHILDREN, { children: [CAMILA, 'nobody'] })
  const foreign = await sandbox.request('POST', CHILDREN, { children: [CAMILA, OTHERS_IDENTITY] })
  const asOther = await sandbox.request('POST', CHILDREN, { children: [OTHERS_IDENTITY] }, BY_OTHER)
  const nobodys = await sandbox.request('POST', '/conomy/identities/nobody/children', { children: [CAMILA] })

  for (const { status, body } of [unknown, foreign, asOther, nobodys]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  const { body } = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}`)
  expect(body.children).toBeNull()
})

import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, create, ORGANIZATION, OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CHILDREN = `/conomy/identities/${ORGANIZATION}/children`

test('those that are named are unlinked, the others stay', async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, CHILDREN, { children: [CAMILA, TOMAS] })

  const { status, body } = await sandbox.request('DELETE', CHILDREN, { children: [CAMILA] })

  expect(status).toBe(200)
  expect(body.children).toMatchObject([{ id: TOMAS }])
})

test('an identity that is not linked is passed over', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', CHILDREN, { children: [CAMILA] })

  expect(status).toBe(200)
  expect(body).toMatchObject({ children: null, updatedAt: '2026-03-22T14:43:12Z' })
})

test("a child or a parent that is unknown, or another tenant's, is not found, and nothing is unlinked", async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, CHILDREN, { children: [CAMILA] })

  const unknown = await sandbox.request('DELETE', CHILDREN, { children: [CAMILA, 'nobody'] })
  const foreign = await sandbox.request('DELETE', CHILDREN, { children: [CAMILA, OTHERS_IDENTITY] })
  const asOther = await sandbox.request('DELETE', CHILDREN, { children: [CAMILA] }, BY_OTHER)

  for (const { status, body } of [unknown, foreign, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  const { body } = await sandbox.request('GET', `/conomy/identities/${ORGANIZATION}`)
  expect(body.children).toMatchObject([{ id: CAMILA }])
})

test('a body without children is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', CHILDREN, {})

  expect(status).toBe(400)
  expect(body).toMatchObject({ code: '12' })
})

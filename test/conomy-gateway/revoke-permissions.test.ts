import { expect, test } from 'vitest'
import { BY_OTHER, CAMILA, create, ORGANIZATION, OTHERS_IDENTITY, TOMAS } from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PERMISSIONS = `/conomy/identities/${CAMILA}/permissions`
const GRANTED = [ORGANIZATION, TOMAS].map((reference) => ({ resource: 'IDENTITY', reference, permissions: ['admin'] }))

test('what was granted for one identity is taken back, and what was for others stays', async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, PERMISSIONS, GRANTED)

  const { status, body } = await sandbox.request('DELETE', `${PERMISSIONS}/${ORGANIZATION}`)

  expect(status).toBe(204)
  expect(body).toBeUndefined()
  expect((await sandbox.request('GET', PERMISSIONS)).body).toMatchObject([{ reference: TOMAS }])
})

test("what was never granted, and what is another tenant's, is not found", async () => {
  const sandbox = await freshSandbox()
  await create(sandbox, PERMISSIONS, GRANTED.slice(0, 1))

  const never = await sandbox.request('DELETE', `${PERMISSIONS}/${TOMAS}`)
  const others = await sandbox.request('DELETE', `/conomy/identities/${OTHERS_IDENTITY}/permissions/${ORGANIZATION}`)
  const asOther = await sandbox.request('DELETE', `${PERMISSIONS}/${ORGANIZATION}`, undefined, BY_OTHER)

  for (const { status, body } of [never, others, asOther]) {
    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  expect((await sandbox.request('GET', PERMISSIONS)).body).toHaveLength(1)
})

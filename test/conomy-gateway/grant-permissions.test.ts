import { expect, test } from 'vitest'
import {
  BY_OTHER,
  CAMILA,
  OPERATIONS,
  ORGANIZATION,
  OTHERS_ACCOUNT,
  OTHERS_IDENTITY,
} from '../support/conomy-gateway.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PERMISSIONS = `/conomy/identities/${CAMILA}/permissions`
const ADMIN = { resource: 'IDENTITY', reference: ORGANIZATION, permissions: ['admin'] }

test('an identity is let act for another, and permissions for the same thing are joined', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('POST', PERMISSIONS, [ADMIN])
  await sandbox.request('POST', PERMISSIONS, [
    { ...ADMIN, permissions: ['account:read', 'admin'] },
    { resource: 'ACCOUNT', reference: OPERATIONS, permissions: ['account:write'] },
  ])

  expect(first.status).toBe(201)
  expect(first.body).toEqual({})
  const { body } = await sandbox.request('GET', PERMISSIONS)
  expect(body).toEqual([
    { ...ADMIN, permissions: ['admin', 'account:read'] },
    { resource: 'ACCOUNT', reference: OPERATIONS, permissions: ['account:write'] },
  ])
})

test.each([
  ['no list', ADMIN, '11'],
  ['an empty list', [], '11'],
  ['no resource', [{ ...ADMIN, resource: undefined }], '12'],
  ['no reference', [{ ...ADMIN, reference: undefined }], '12'],
  ['no permission', [{ ...ADMIN, permissions: [] }], '11'],
  ['a permission that is no text', [{ ...ADMIN, permissions: [1] }], '11'],
])('%s is refused', async (_, permissions, code) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PERMISSIONS, permissions)

  expect(status).toBe(400)
  expect(body).toMatchObject({ code })
})

test('permissions stay within the tenant, and nothing is granted when one does not', async () => {
  const sandbox = await freshSandbox()

  for (const foreign of [
    { ...ADMIN, reference: OTHERS_IDENTITY },
    { ...ADMIN, reference: 'nobody' },
    { ...ADMIN, resource: 'ACCOUNT', reference: OTHERS_ACCOUNT },
  ]) {
    const { status, body } = await sandbox.request('POST', PERMISSIONS, [ADMIN, foreign])

    expect(status).toBe(404)
    expect(body).toMatchObject({ code: '31' })
  }
  const asOther = await sandbox.request('POST', PERMISSIONS, [{ ...ADMIN, reference: OTHERS_IDENTITY }], BY_OTHER)
  expect(asOther.status).toBe(404)
  expect((await sandbox.request('GET', PERMISSIONS)).body).toEqual([])
})

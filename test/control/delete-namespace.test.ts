import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const CUSTOMERS = '/@ci-7/conomy/customers?clientId=demo-client'

test('a namespace that was dropped is fresh when it is used again', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', CUSTOMERS)
  await sandbox.request('POST', CUSTOMERS, { email: 'new@example.com' })

  const { status } = await sandbox.request('DELETE', '/_sandbox/namespaces/ci-7')

  expect(status).toBe(204)
  expect((await sandbox.request('GET', '/_sandbox/namespaces')).body.namespaces).toHaveLength(1)
  expect((await sandbox.request('GET', CUSTOMERS)).body).toEqual(before.body)
})

test('a namespace may drop itself', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('DELETE', '/@ci-7/_sandbox/namespaces/ci-7')

  expect(status).toBe(204)
  expect((await sandbox.request('GET', '/_sandbox/namespaces')).body.namespaces).toHaveLength(1)
})

test('a namespace that is not there cannot be dropped', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', '/_sandbox/namespaces/nobody')

  expect(status).toBe(404)
  expect(body.detail).toBe('There is no namespace nobody')
})

test('the default namespace stays', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', '/_sandbox/namespaces/default')

  expect(status).toBe(409)
  expect(body.detail).toContain('/_sandbox/reset')
})

test('what is no name is refused', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('DELETE', '/_sandbox/namespaces/CI')

  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ in: 'path', field: 'name' }])
})

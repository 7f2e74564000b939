import { expect, test } from 'vitest'
import { version } from '../../src/commands/version.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a running sandbox says that it is up, which version it is and whom it plays', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/health')

  expect(status).toBe(200)
  expect(body).toEqual({
    status: 'ok',
    version: await version(),
    vendors: ['conomy', 'legaltalent', 'oak'],
    storage: 'memory',
  })
})

test('a sandbox with a data folder says that it keeps what it is told', async () => {
  const sandbox = await freshSandbox({ data: await freshFolder() })

  const { body } = await sandbox.request('GET', '/_sandbox/health')

  expect(body).toMatchObject({ storage: 'disk' })
})

test('a health check may ask for the headers only', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('HEAD', '/_sandbox/health')

  expect(status).toBe(200)
  expect(body).toBeUndefined()
})

import { expect, test } from 'vitest'
import { BY_OTHER, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/website-config`

test('the website configuration of a tenant that has set none is empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', data: { website_config: {} } })
})

test('every tenant sees its own', async () => {
  const sandbox = await freshSandbox()
  const own = { pages: ['/about'], checks: { ssl: true } }
  await sandbox.request('PATCH', PATH, own)

  const demo = await sandbox.request('GET', PATH)
  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(demo.body.data).toEqual({ website_config: own })
  expect(other.body.data).toEqual({ website_config: {} })
})

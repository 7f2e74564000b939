import { expect, test } from 'vitest'
import { BY_OTHER, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/keywords`

test('a tenant that has named no keywords has none', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', data: { keywords: [] } })
})

test('every tenant sees its own', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { keywords: ['casino'] })

  const demo = await sandbox.request('GET', PATH)
  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(demo.body.data).toEqual({ keywords: ['casino'] })
  expect(other.body.data).toEqual({ keywords: [] })
})

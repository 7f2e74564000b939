import { expect, test } from 'vitest'
import { BY_OTHER, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/industries`

test('a tenant that has named no industries has none', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', data: { industries: [] } })
})

test('every tenant sees its own', async () => {
  const sandbox = await freshSandbox()
  await sandbox.request('PATCH', PATH, { industries: ['gaming'] })

  const demo = await sandbox.request('GET', PATH)
  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(demo.body.data).toEqual({ industries: ['gaming'] })
  expect(other.body.data).toEqual({ industries: [] })
})

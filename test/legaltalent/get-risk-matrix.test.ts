import { expect, test } from 'vitest'
import { BY_OTHER, ME } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const PATH = `${ME}/risk-matrix`

test('the risk matrix of a tenant that has set none is empty', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', PATH)

  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'success', data: { risk_matrix: {} } })
})

test('every tenant sees its own', async () => {
  const sandbox = await freshSandbox()
  const own = { countries: { KP: 100 }, weights: [1, 2] }
  await sandbox.request('PATCH', PATH, own)

  const demo = await sandbox.request('GET', PATH)
  const other = await sandbox.request('GET', PATH, undefined, BY_OTHER)

  expect(demo.body.data).toEqual({ risk_matrix: own })
  expect(other.body.data).toEqual({ risk_matrix: {} })
})

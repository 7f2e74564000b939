import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

test('anybody may ask for the countries', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/oak/api/v1/countries', undefined, { as: null })

  expect(status).toBe(200)
  expect(body.data.countries).toHaveLength(249)
  expect(body.data.countries).toContainEqual({ iso_alpha_2: 'BR', name: 'Brazil', kyc_supported: true })
  expect(body.data.countries).toContainEqual({ iso_alpha_2: 'AQ', name: 'Antarctica', kyc_supported: false })
})

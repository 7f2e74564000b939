import { expect, test } from 'vitest'
import { freshSandbox } from '../support/sandbox.ts'

const SCHEMA = '/oak/api/v1/provider-registration/schema'

test('the schema of a provider is a JSON schema, and says by role what is needed', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${SCHEMA}?provider=STRIPE`)

  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    type: 'object',
    required: ['provider', 'target_role'],
    properties: { provider: { const: 'stripe' } },
    schema: {
      provider: 'stripe',
      allowed_roles: ['subaccount', 'customer', 'connected_account'],
      roles: {
        customer: { required_fields: [], provider_data_required: false },
        connected_account: {
          required_fields: ['country_code'],
          provider_data_required: true,
          provider_data_schema: { account_type: { enum: ['standard', 'express', 'custom'] } },
        },
      },
    },
  })
})

test.each(['?provider=paypal', '?provider=', ''])('there is no schema for "%s"', async (query) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', SCHEMA + query)

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: ['provider'] }])
})

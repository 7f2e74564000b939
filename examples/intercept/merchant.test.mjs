import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createSandbox } from 'fintech-sandbox'
import { intercept } from 'fintech-sandbox/intercept'
import { customersIn, grant } from './merchant.mjs'

const sandbox = await createSandbox()
const interception = intercept(sandbox)
const { client_id: clientId, client_secret: clientSecret } = sandbox.vendors.oak.demo.credentials

after(async () => {
  interception.stop()
  await sandbox.close()
})

test('a customer that is new at Oak is listed', async () => {
  await sandbox.call('oak.createCustomer', {
    body: { email: 'maria@example.com', first_name: 'Maria', last_name: 'Lima', country_code: 'BR' },
  })

  const names = await customersIn('BR', await grant({ clientId, clientSecret }))

  assert.ok(names.includes('Maria Lima'))
})

test('wrong credentials are refused in Oak’s words', async () => {
  await assert.rejects(grant({ clientId, clientSecret: 'guessed' }), /^Error: Oak answered 40\d: /)
})

import { expect, test } from 'vitest'
import { wishOf } from '../../src/core/wish.ts'
import { vendors } from '../../src/vendors/index.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every magic value of every vendor is listed, with an address that carries it', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', '/_sandbox/magic')

  expect(status).toBe(200)
  expect(body.convention).toContain('ana+slow+reject@example.com')
  expect(body.magic).toHaveLength(vendors.flatMap(({ magic }) => magic).length)
  expect(body.magic).toContainEqual({
    vendor: 'conomy',
    value: 'reject',
    example: 'reject@example.com',
    where: 'the e-mail of a customer',
    effect: 'a document is rejected when it is uploaded, and so is the review of a payment that it is for',
  })
  for (const { example } of body.magic) expect(wishOf(example)).toBeDefined()
})

import { expect, test } from 'vitest'
import { A_PLAN, PLANS, planNow } from '../support/oak-plans.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('a plan is a draft, and whatever else is said of it is kept', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', PLANS, { ...A_PLAN, frequency: 30, is_auto_renewable: true })

  expect(status).toBe(201)
  expect(body).toEqual({
    msg: 'plan created',
    data: {
      id: expect.any(String),
      name: 'Silver',
      price: 900,
      currency: 'usd',
      frequency: 30,
      is_auto_renewable: true,
      status: 'draft',
      published_at: null,
      created_at: '2026-04-20T12:00:00.000Z',
      updated_at: '2026-04-20T12:00:00.000Z',
    },
  })
  expect(await planNow(sandbox, body.data.id)).toEqual(body.data)
})

test('what the server owns is not taken from the body', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('POST', PLANS, { ...A_PLAN, id: 'mine', status: 'published', tenant: 'x' })

  expect(body.data).toMatchObject({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'draft' })
})

test.each([
  ['name', { name: undefined }],
  ['name', { name: ' ' }],
  ['name', { name: 7 }],
  ['price', { price: undefined }],
  ['price', { price: 0 }],
  ['price', { price: 9.5 }],
  ['price', { price: '900' }],
  ['currency', { currency: undefined }],
  ['currency', { currency: '$' }],
  ['description', { description: 'x'.repeat(4001) }],
])('a plan with a wrong %s is 422, and nothing is stored', async (field, more) => {
  const sandbox = await freshSandbox()
  const { body: before } = await sandbox.request('GET', PLANS)

  const { status, body } = await sandbox.request('POST', PLANS, { ...A_PLAN, ...more })

  expect(status).toBe(422)
  expect(body.failure_reasons).toMatchObject([{ fields: [field] }])
  expect((await sandbox.request('GET', PLANS)).body).toEqual(before)
})

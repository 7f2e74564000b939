import { expect, test } from 'vitest'
import { CUSTOMERS, createCustomer, HANS } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('row 39: a customer without files has an empty list', async () => {
  const sandbox = await freshSandbox()
  const { id } = await createCustomer(sandbox)

  const { status, body } = await sandbox.request('GET', `${CUSTOMERS}/${id}/files`)

  expect(status).toBe(200)
  expect(body).toEqual({ msg: 'customer files', data: [] })
})

test('files are listed with both names of their type and a link under this server', async () => {
  const sandbox = await freshSandbox()

  const { body } = await sandbox.request('GET', `${CUSTOMERS}/${HANS}/files`)

  expect(body.data).toHaveLength(2)
  expect(body.data[0]).toEqual({
    id: '0d000000-0000-4000-8000-000000000001',
    name: 'passport.png',
    size: 69,
    fileType: 'passport',
    file_type: 'passport',
    url: expect.stringMatching(
      /^http:\/\/localhost:4010\/oak\/files\/0d000000-0000-4000-8000-000000000001\?expires=1776687300&signature=[0-9a-f]{64}$/,
    ),
    created_at: '2026-03-10T12:00:00.000Z',
  })
})

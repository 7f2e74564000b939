import { expect, test } from 'vitest'
import { CONTROL } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('somebody comes on a list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('POST', `${CONTROL}/lists/un/entries`, { full_name: 'Ann Owner' })

  expect(status).toBe(201)
  expect(body).toMatchObject({
    list: 'un',
    full_name: 'Ann Owner',
    entity_type: 'individual',
    listed_at: '2026-04-20T12:00:00Z',
  })
  expect((await sandbox.request('GET', `${CONTROL}/lists?list=un`)).body.entries).toContainEqual(body)
})

test.each([
  ['nobody', 'un', {}],
  ['blanks', 'un', { full_name: ' ' }],
  ['an unknown list', 'interpol', { full_name: 'Ann' }],
  ['an unknown type', 'un', { full_name: 'Ann', entity_type: 'ghost' }],
])('%s is not put on a list', async (_what, list, body) => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', `${CONTROL}/lists`)

  const { status } = await sandbox.request('POST', `${CONTROL}/lists/${list}/entries`, body)

  expect(status).toBe(400)
  expect((await sandbox.request('GET', `${CONTROL}/lists`)).body).toEqual(before.body)
})

import { expect, test } from 'vitest'
import { CONTROL, listOn, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('an entry is taken off its list', async () => {
  const sandbox = await freshSandbox()
  const before = await sandbox.request('GET', `${CONTROL}/lists`)
  const entry = await listOn(sandbox, 'switzerland', { full_name: 'Ann Owner' })

  const { status, body } = await sandbox.request('DELETE', `${CONTROL}/lists/switzerland/entries/${entry}`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ entry_id: entry, list: 'switzerland', full_name: 'Ann Owner' })
  expect((await sandbox.request('GET', `${CONTROL}/lists`)).body).toEqual(before.body)
})

test('an entry is only on its own list', async () => {
  const sandbox = await freshSandbox()
  const entry = await listOn(sandbox, 'un', { full_name: 'Ann' })

  for (const path of [`un/entries/${UNKNOWN}`, `eu/entries/${entry}`]) {
    expect((await sandbox.request('DELETE', `${CONTROL}/lists/${path}`)).status).toBe(404)
  }
  expect((await sandbox.request('GET', `${CONTROL}/lists?list=un`)).body.entries).toContainEqual(
    expect.objectContaining({ entry_id: entry }),
  )
})

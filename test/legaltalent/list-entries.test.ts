import { expect, test } from 'vitest'
import { CONTROL, listOn, UNKNOWN } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every list has somebody on it', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CONTROL}/lists`)

  expect(status).toBe(200)
  const entries: { list: string }[] = body.entries
  expect(new Set(entries.map(({ list }) => list)).size).toBe(10)
  expect(body.count).toBe(entries.length)
})

test('an entry is put on a list and taken off it', async () => {
  const sandbox = await freshSandbox()
  const entry = await listOn(sandbox, 'switzerland', { full_name: 'Ann Owner', identifier: 'X1' })

  const there = await sandbox.request('GET', `${CONTROL}/lists?list=switzerland`)
  const removed = await sandbox.request('DELETE', `${CONTROL}/lists/switzerland/entries/${entry}`)
  const gone = await sandbox.request('GET', `${CONTROL}/lists?list=switzerland`)

  const shown = { entry_id: entry, list: 'switzerland', full_name: 'Ann Owner', identifier: 'X1' }
  expect(there.body).toMatchObject({ entries: [{ full_name: 'Heidi Muster' }, shown], count: 2 })
  expect(removed.body).toMatchObject({ ...shown, entity_type: 'individual', listed_at: '2026-04-20T12:00:00Z' })
  expect(gone.body.count).toBe(1)
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

test('an entry is only on its own list', async () => {
  const sandbox = await freshSandbox()
  const entry = await listOn(sandbox, 'un', { full_name: 'Ann' })

  for (const path of [`un/entries/${UNKNOWN}`, `eu/entries/${entry}`]) {
    expect((await sandbox.request('DELETE', `${CONTROL}/lists/${path}`)).status).toBe(404)
  }
})

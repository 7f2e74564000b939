import { expect, test } from 'vitest'
import { CONTROL, listOn } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every list has somebody on it', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${CONTROL}/lists`)

  expect(status).toBe(200)
  const entries: { list: string }[] = body.entries
  expect(new Set(entries.map(({ list }) => list)).size).toBe(10)
  expect(body.count).toBe(entries.length)
})

test('one list is shown alone, in the order in which its entries were made', async () => {
  const sandbox = await freshSandbox()
  const entry = await listOn(sandbox, 'switzerland', { full_name: 'Ann Owner', identifier: 'X1' })

  const { body } = await sandbox.request('GET', `${CONTROL}/lists?list=switzerland`)

  const shown = { entry_id: entry, list: 'switzerland', full_name: 'Ann Owner', identifier: 'X1' }
  expect(body).toMatchObject({ entries: [{ full_name: 'Heidi Muster' }, shown], count: 2 })
})

test('a list that there is not is 400', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', `${CONTROL}/lists?list=interpol`)

  expect(status).toBe(400)
})

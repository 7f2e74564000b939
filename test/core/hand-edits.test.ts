import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSandbox, StartError } from '../../src/sandbox.ts'
import { ANA } from '../support/conomy.ts'
import { freshFolder } from '../support/folder.ts'
import { freshSandbox, NOW } from '../support/sandbox.ts'

type Rows = Record<string, Record<string, any>>

/** A folder whose data were edited by hand while nothing ran. */
async function edited(edit: (rows: Rows) => void) {
  const data = await freshFolder()
  await (await createSandbox({ data, now: NOW })).close()
  const file = join(data, 'db.json')
  const rows = JSON.parse(await readFile(file, 'utf8')) as Rows
  edit(rows)
  const text = `${JSON.stringify(rows, null, 2)}\n`
  await writeFile(file, text)
  return { data, file, text }
}

/** Where a row of this id begins, as `3:5`. */
const placeOf = (id: string, text: string): string =>
  `${text.slice(0, text.indexOf(`\n    ${JSON.stringify(id)}: {`) + 1).split('\n').length}:5`

const first = (table: Record<string, any> = {}): any => Object.values(table)[0]

const CASES: [what: string, edit: (rows: Rows) => void, id: string, message: string][] = [
  [
    'a customer without documents',
    (rows) => delete first(rows['conomy.customers']).documents,
    ANA,
    `"conomy.customers"."${ANA}": documents is required`,
  ],
  [
    'a level that there is not',
    (rows) => (first(rows['conomy.customers']).operationLevel = 'basic'),
    ANA,
    `"conomy.customers"."${ANA}": operationLevel must be one of BASIC, FULL, INACTIVE, STANDARD`,
  ],
  [
    'a text where a list belongs',
    (rows) => (first(rows['conomy.customers']).documents = 'none'),
    ANA,
    'documents must be array',
  ],
  [
    'a number that is a text',
    (rows) => (rows['oak.payments'] = { payment: { ...first(rows['oak.payments']), id: 'payment', amount: '12' } }),
    'payment',
    '"oak.payments"."payment": amount must be number',
  ],
  [
    'an amount that is none',
    (rows) =>
      (rows['conomy.accounts'] = { account: { ...first(rows['conomy.accounts']), id: 'account', balance: 'abc' } }),
    'account',
    '"conomy.accounts"."account": balance must be a valid amount',
  ],
  [
    'a time that is none',
    (rows) => (first(rows['conomy.customers']).createdAt = 'yesterday'),
    ANA,
    `"conomy.customers"."${ANA}": createdAt must be a valid date-time`,
  ],
  [
    'a random source that is none',
    (rows) => (first(rows.sandbox).random = 'dice'),
    'state',
    '"sandbox"."state"."random" must be 32 hexadecimal digits',
  ],
  [
    'a clock that is none',
    (rows) => (first(rows.sandbox).clock = { offset: 'later' }),
    'state',
    '"sandbox"."state"."clock" must have an offset and an instant, in ms',
  ],
  [
    'a clock before 1970',
    (rows) => (first(rows.sandbox).clock = { offset: -1e14, frozenAt: null }),
    'state',
    '"sandbox"."state"."clock" must show a time from 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z',
  ],
  [
    'a format that is none',
    (rows) => (first(rows.sandbox).version = '1'),
    'state',
    '"sandbox"."state"."version" must be a whole number, 1 or more',
  ],
]

test.each(CASES)('%s is named with its place, and the file stays as it is', async (_what, edit, id, message) => {
  const { data, file, text } = await edited(edit)

  const refused = createSandbox({ data })

  await expect(refused).rejects.toThrow(StartError)
  await expect(refused).rejects.toThrow(message)
  await expect(refused).rejects.toThrow(`${file}:${placeOf(id, text)}: `)
  expect(await readFile(file, 'utf8')).toBe(text)
})

test('a number that is no time is named, where something is to happen then', async () => {
  const { data } = await edited((rows) => (first(rows['legaltalent.subjects']).expires_at = 1e300))

  await expect(createSandbox({ data })).rejects.toThrow(/db\.json: "[0-9a-f-]{36}" has a time that is none/)
})

test('an edit that makes sense is taken, fields that nobody knows included', async () => {
  const { data } = await edited((rows) => {
    const ana = first(rows['conomy.customers'])
    ana.lastName = 'Edited'
    ana.note = 'by hand'
  })
  const sandbox = await freshSandbox({ data, checkResponses: false })

  const { status, body } = await sandbox.request('GET', `/conomy/customers/${ANA}?clientId=demo-client`)

  expect(status).toBe(200)
  expect(body).toMatchObject({ id: ANA, lastName: 'Edited' })
})

test('a folder that was refused opens when the row is mended', async () => {
  const { data, file, text } = await edited((rows) => delete first(rows['conomy.customers']).documents)
  await expect(createSandbox({ data })).rejects.toThrow('documents is required')
  const rows = JSON.parse(text) as Rows
  first(rows['conomy.customers']).documents = []
  await writeFile(file, JSON.stringify(rows))

  await (await createSandbox({ data })).close()
})

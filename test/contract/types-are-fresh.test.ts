import { readFile } from 'node:fs/promises'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { expect, test } from 'vitest'
import { rowSchemas } from '../../scripts/rows.ts'

test('the committed types are the ones the contract gives; npm run types brings them up to date', async () => {
  const generated = COMMENT_HEADER + astToString(await openapiTS(new URL('../../openapi.yaml', import.meta.url)))

  const committed = await readFile('src/contract/openapi.gen.ts', 'utf8')
  expect(committed).toBe(generated)
})

test('so are the schemas of the rows', async () => {
  expect(await readFile('src/vendors/rows.gen.json', 'utf8')).toBe(rowSchemas())
}, 60_000)

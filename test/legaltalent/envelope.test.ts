import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { type Document, pointedAt } from '../../src/contract/document.ts'
import { ANDES, CONTROL, CUSTOMERS, createWatchlist, startSession, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('every answer says which request it was, and when', async () => {
  const sandbox = await freshSandbox()

  const first = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)
  const second = await sandbox.request('GET', `${CUSTOMERS}/${ANDES}`)

  expect(first.body).toEqual({
    status: 'success',
    data: expect.anything(),
    meta: { request_id: expect.stringMatching(/^[0-9a-f-]{36}$/), timestamp: '2026-04-20T12:00:00Z' },
  })
  expect(second.body.meta.request_id).not.toBe(first.body.meta.request_id)
})

test('an answer with nothing but a sentence says so too', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { body } = await sandbox.request('DELETE', `${WATCHLISTS}/${watchlist}`)

  expect(body).toEqual({
    status: 'success',
    message: 'Watchlist deleted successfully',
    meta: { request_id: expect.any(String), timestamp: '2026-04-20T12:00:00Z' },
  })
})

test('the run of a watchlist says it under its older name as well', async () => {
  const sandbox = await freshSandbox()
  const watchlist = await createWatchlist(sandbox)

  const { body } = await sandbox.request('POST', `${WATCHLISTS}/${watchlist}/monitor`)

  expect(body.execution_context).toEqual(body.meta)
})

test('asking does not change what is made afterwards', async () => {
  const [asked, silent] = [await freshSandbox({ seed: 7 }), await freshSandbox({ seed: 7 })]
  await asked.request('GET', CUSTOMERS)

  const made = [await startSession(asked), await startSession(silent)]

  expect(made[0]).toEqual(made[1])
})

test('what an operator does has no envelope of its own', async () => {
  const sandbox = await freshSandbox()
  const { session_id } = await startSession(sandbox)

  const { body } = await sandbox.request('POST', `${CONTROL}/sessions/${session_id}/complete`)

  expect(body).not.toHaveProperty('meta')
})

test('the contract says so of every answer that has a status', async () => {
  const contract = await Contract.load()
  const document = await contract.document()
  const schemas = contract.operations
    .filter(({ surface, isControl }) => surface === 'legaltalent' && !isControl)
    .flatMap(({ id, status, responses }) => {
      const place = responses.get(status)?.schema
      return place === undefined ? [] : [{ id, text: JSON.stringify(schemaAt(place, document)) }]
    })

  const silent = schemas.filter(({ text }) => text.includes('"const":"success"') && !text.includes('LegalTalentMeta'))

  expect(silent.map(({ id }) => id)).toEqual([])
  expect(schemas.length).toBeGreaterThan(50)
})

/** The schema at a place of the contract, or the one that it refers to. */
function schemaAt(place: string, document: Document): unknown {
  const schema = pointedAt(document, place)
  return isReference(schema) ? schemaAt(schema.$ref, document) : schema
}

const isReference = (value: unknown): value is { $ref: string } =>
  typeof value === 'object' && value !== null && '$ref' in value

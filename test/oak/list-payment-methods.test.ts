import { expect, test } from 'vitest'
import { CAMILLE, MARIA, MARIAS_BANK, MARIAS_PIX, methodsOf, UNKNOWN } from '../support/oak.ts'
import { freshSandbox } from '../support/sandbox.ts'

test.each([
  ['', [MARIAS_PIX, MARIAS_BANK]],
  ['?type=PIX', [MARIAS_PIX]],
  ['?type=pix,bank', [MARIAS_PIX, MARIAS_BANK]],
  ['?status=active', [MARIAS_PIX, MARIAS_BANK]],
  ['?status=rejected', []],
  ['?platform=stripe', [MARIAS_BANK]],
  ['?provider=pagar_me', [MARIAS_PIX]],
  ['?provider=pagar_me&type=bank', []],
])('the list with "%s" has what matches, oldest first', async (query, ids) => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', `${methodsOf(MARIA)}${query}`)

  expect(status).toBe(200)
  const found: { id: string }[] = body.data
  expect(found.map(({ id }) => id)).toEqual(ids)
})

test('a customer without any has an empty list', async () => {
  const sandbox = await freshSandbox()

  const { status, body } = await sandbox.request('GET', methodsOf(CAMILLE))

  expect(status).toBe(200)
  expect(body.data).toEqual([])
})

test('nobody has no list', async () => {
  const sandbox = await freshSandbox()

  const { status } = await sandbox.request('GET', methodsOf(UNKNOWN))

  expect(status).toBe(404)
})

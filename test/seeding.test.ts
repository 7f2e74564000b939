import { expect, test } from 'vitest'
import { toText } from '../src/core/snapshot.ts'
import { seededRows } from '../src/seeding.ts'
import { vendors } from '../src/vendors/index.ts'
import { freshSandbox, NOW } from './support/sandbox.ts'

const textOf = async (seed: number): Promise<string> => {
  const { rows, random } = await seededRows([...vendors], seed)
  return await toText({ rows, origin: { random, clock: { offset: 0, frozenAt: null } }, at: NOW })
}

test('a seed gives the same rows and the same chance, made anew or kept', async () => {
  const made = await textOf(7)

  expect(await textOf(7)).toBe(made)
  expect(await textOf(8)).not.toBe(made)
  expect(await seededRows(vendors, 7)).toBe(await seededRows(vendors, 7))
})

test('what one sandbox does with the rows of the seed is not seen in another, nor after a reset', async () => {
  const first = await freshSandbox()
  const { body: before } = await first.request('GET', '/_sandbox/export')
  await first.request('PATCH', '/conomy/customers/69a000000000000000000001?clientId=demo-client', { firstName: 'Eva' })

  const second = await freshSandbox()
  expect((await second.request('GET', '/_sandbox/export')).body).toEqual(before)
  await first.request('POST', '/_sandbox/reset')
  expect((await first.request('GET', '/_sandbox/export')).body).toEqual(before)
})

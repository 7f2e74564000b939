import { expect, test } from 'vitest'
import { createCustomer } from '../support/conomy.ts'
import { freshSandbox } from '../support/sandbox.ts'

const CREATE = '/conomy/customers?clientId=demo-client'

test('an id begins with the time of creation, and no two are the same', async () => {
  const sandbox = await freshSandbox()

  const ids = [await createCustomer(sandbox), await createCustomer(sandbox)].map(({ id }) => String(id))

  expect(new Set(ids).size).toBe(2)
  for (const id of ids) expect(new Date(Number.parseInt(id.slice(0, 8), 16) * 1000)).toEqual(sandbox.clock.now())
})

test('a refused customer does not change the ids of those that come after', async () => {
  const [calm, bumpy] = [await freshSandbox(), await freshSandbox()]
  await bumpy.request('POST', CREATE, { firstName: 'Ana' })

  const ids = [await createCustomer(calm), await createCustomer(bumpy)].map(({ id }) => String(id))

  expect(ids[1]).toBe(ids[0])
})

test.each([
  ['2106-02-07T06:28:15Z', 'ffffffff'],
  ['2106-02-07T06:28:16Z', '00000000'],
  ['2116-04-20T12:00:00Z', (Date.parse('2116-04-20T12:00:00Z') / 1000 - 2 ** 32).toString(16).padStart(8, '0')],
])('an id that is made at %s has 24 digits like any other, and begins with %s', async (now, digits) => {
  const sandbox = await freshSandbox({ now: new Date(now) })

  const { id } = await createCustomer(sandbox)

  expect(id).toMatch(/^[0-9a-f]{24}$/)
  expect(String(id).slice(0, 8)).toBe(digits)
})

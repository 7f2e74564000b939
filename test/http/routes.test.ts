import { expect, test } from 'vitest'
import { Contract } from '../../src/contract/contract.ts'
import { machine } from '../../src/core/machine.ts'
import { createRoutes } from '../../src/http/routes.ts'
import { oak } from '../../src/vendors/oak/index.ts'
import type { Surface } from '../../src/vendors/vendor.ts'

const contract = await Contract.load()

/** Routes to Oak's surface, as `load` makes of it. */
function routesTo(load: (surface: Surface) => Surface) {
  const surfaces = oak.surfaces.map((entry) => ({
    name: entry.name,
    load: async () => load(await entry.load()),
  }))
  const control = Object.fromEntries(contract.operations.map(({ name }) => [name, () => ({})]))
  const switches = { auth: true, strict: false, checkResponses: false, token: undefined }
  const services = { contract, machine, report: () => undefined, isLoopback: () => true, ...switches }
  return createRoutes([{ ...oak, surfaces }], services, control)
}

test('a surface is loaded when it is first asked, once, and is there at once from then on', async () => {
  let loads = 0
  const routerFor = routesTo((surface) => {
    loads++
    return surface
  })
  const before = loads

  const [first, second] = await Promise.all([routerFor('/oak/customers'), routerFor('/oak/plans')])

  expect(before).toBe(0)
  expect(loads).toBe(1)
  expect(second).toBe(first)
  expect(routerFor('/oak/customers')).toBe(first)
})

test('a surface that lacks a handler is refused when it is loaded, and the operation is named', async () => {
  const routerFor = routesTo(({ handlers: { getCustomer: _, ...handlers }, ...surface }) => ({ ...surface, handlers }))

  await expect(routerFor('/oak/customers')).rejects.toThrow('oak.getCustomer is in the contract but has no handler')
})

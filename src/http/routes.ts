import type { Hono } from 'hono'
import type { Vendor } from '../vendors/vendor.ts'
import { mountActions, mountControl, mountNowhere, mountSurface } from './mount.ts'
import type { ControlHandlers, Env, Services } from './services.ts'

/**
 * Finds the router for a path of the contract: one for each surface, one for the actions on each vendor's rows, one
 * for the control API, and one for what is nowhere. A router is made when it is first asked, because making all of
 * them would take a good part of the start. Throws when an operation has no handler, naming it.
 */
export function createRoutes(
  vendors: readonly Vendor[],
  services: Services,
  control: ControlHandlers,
): (path: string) => Hono<Env> {
  requireHandlers(vendors, services, control)
  const nowhere = once(() => mountNowhere(vendors, services))
  const routers = new Map([
    ['_sandbox', once(() => mountControl(services))],
    ...vendors.flatMap((vendor) => [
      [`_sandbox/${vendor.name}`, once(() => mountActions(vendor, services))] as const,
      ...vendor.surfaces.map((surface) => [surface.name, once(() => mountSurface(vendor, surface, services))] as const),
    ]),
  ])
  return (path) => {
    const [, first = '', second = ''] = path.split('/', 3)
    const of = (first === '_sandbox' && routers.get(`_sandbox/${second}`)) || routers.get(first) || nowhere
    return of()
  }
}

function requireHandlers(vendors: readonly Vendor[], { contract }: Services, control: ControlHandlers): void {
  const handlers = new Map<string, Readonly<Record<string, unknown>>>([
    ['sandbox', control],
    ...vendors.flatMap(({ surfaces }) => surfaces.map((surface) => [surface.name, surface.handlers] as const)),
  ])
  for (const { id, surface, name } of contract.operations) {
    const known = handlers.get(surface)
    if (known && !known[name]) throw new Error(`${id} is in the contract but has no handler`)
  }
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

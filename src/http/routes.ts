import type { Hono } from 'hono'
import type { Contract } from '../contract/contract.ts'
import { isLater, type Later } from '../core/steps.ts'
import type { Surface, SurfaceEntry, Vendor } from '../vendors/vendor.ts'
import { mountActions, mountControl, mountNowhere, mountSurface } from './mount.ts'
import type { ControlHandlers, Env, Services } from './services.ts'

/**
 * Finds the router for a path of the contract: one for each surface, one for the actions on each vendor's rows, one
 * for the control API, and one for what is nowhere. A router is made, and its surfaces are loaded, when it is first
 * asked, because doing so for all of them would take a good part of the start. Throws when an operation of the control
 * API has no handler, naming it; the router of a surface does when it is made.
 */
export function createRoutes(
  vendors: readonly Vendor[],
  services: Services,
  control: ControlHandlers,
): (path: string) => Later<Hono<Env>> {
  requireHandlers('sandbox', control, services.contract)
  const nowhere = once(() => mountNowhere(vendors, services))
  const routers = new Map([
    ['_sandbox', once(() => mountControl(services))],
    ...vendors.flatMap((vendor) => [
      [`_sandbox/${vendor.name}`, once(() => actionsOf(vendor, services))] as const,
      ...vendor.surfaces.map((entry) => [entry.name, once(() => surfaceOf(vendor, entry, services))] as const),
    ]),
  ])
  return (path) => {
    const [, first = '', second = ''] = path.split('/', 3)
    const of = (first === '_sandbox' && routers.get(`_sandbox/${second}`)) || routers.get(first) || nowhere
    return of()
  }
}

async function surfaceOf(vendor: Vendor, entry: SurfaceEntry, services: Services): Promise<Hono<Env>> {
  return mountSurface(vendor, await loaded(entry, services), services)
}

async function actionsOf(vendor: Vendor, services: Services): Promise<Hono<Env>> {
  return mountActions(vendor, await Promise.all(vendor.surfaces.map((entry) => loaded(entry, services))), services)
}

async function loaded(entry: SurfaceEntry, { contract }: Services): Promise<Surface> {
  const surface = await entry.load()
  requireHandlers(entry.name, surface.handlers, contract)
  return surface
}

function requireHandlers(surface: string, handlers: Readonly<Record<string, unknown>>, { operations }: Contract): void {
  const missing = operations.find((operation) => operation.surface === surface && !handlers[operation.name])
  if (missing) throw new Error(`${missing.id} is in the contract but has no handler`)
}

/** Makes something when it is first asked for; what takes its time is there at once from then on. */
function once<T>(make: () => Later<T>): () => Later<T> {
  let made: Later<T> | undefined
  const keep = (value: T): T => {
    made = value
    return value
  }
  return () => {
    if (made !== undefined) return made
    const making = make()
    made = isLater(making) ? making.then(keep) : making
    return made
  }
}

import { Hono } from 'hono'
import { Problem } from '../core/problem.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { addressOf, pathInContract } from './address.ts'
import { mountControl, mountNowhere, mountVendor, refuse } from './mount.ts'
import type { Bindings, Connection, Env, Services, Site, Sites } from './services.ts'

/** The sandbox behind HTTP. `namespace` wins over what the request names. */
export type App = { fetch(request: Request, connection?: Connection, namespace?: string): Promise<Response> }

/** The order of everything: the namespace and the address, then vendors, control, and nowhere. */
export function createApp(parts: { vendors: readonly Vendor[]; services: Services; sites: Sites }): App {
  const { vendors, services, sites } = parts
  const routes = new Hono<Env>({ getPath: (_, options) => options?.env?.path ?? '/' })
  for (const vendor of vendors) mountVendor(routes, vendor, services)
  mountControl(routes, sites.main, services)
  mountNowhere(routes, vendors, services)

  return {
    async fetch(request, connection = {}, namespace) {
      let bindings: Bindings
      try {
        const address = addressOf(request)
        const site = await siteOf(namespace ?? address.namespace, sites)
        bindings = { ...connection, site, path: pathInContract(address, request, vendors) }
      } catch (error) {
        if (error instanceof Problem) return refuse(error)
        throw error
      }
      return await routes.fetch(request, bindings)
    },
  }
}

const siteOf = (namespace: string | undefined, sites: Sites): Site | Promise<Site> =>
  namespace === undefined ? sites.main : sites.named(namespace)

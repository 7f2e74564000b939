import { Hono } from 'hono'
import { Problem } from '../core/problem.ts'
import type { Exchange } from '../core/request-log.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type Address, addressOf, pathInContract } from './address.ts'
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
      let address: Address
      let bindings: Bindings
      try {
        address = addressOf(request)
        const site = await siteOf(namespace ?? address.namespace, sites)
        const path = pathInContract(address, request, vendors)
        bindings = { ...connection, site, path, exchange: begin(request, address, connection, site) }
      } catch (error) {
        if (error instanceof Problem) return refuse(error)
        throw error
      }
      // Whoever reads the log does not want to read about that.
      if (address.path.startsWith('/_sandbox')) return await routes.fetch(request, bindings)
      return await logged(bindings, services, () => routes.fetch(request, bindings))
    },
  }
}

const siteOf = (namespace: string | undefined, sites: Sites): Site | Promise<Site> =>
  namespace === undefined ? sites.main : sites.named(namespace)

/** Writes down what became of a request, also when there is no answer. */
async function logged(
  { exchange, site }: Bindings,
  { machine }: Services,
  run: () => Response | Promise<Response>,
): Promise<Response> {
  const started = machine.elapsed()
  try {
    const response = await run()
    exchange.status = response.status
    return response
  } finally {
    exchange.duration = machine.elapsed() - started
    site.log.add(exchange)
  }
}

function begin({ method, headers }: Request, { path, query }: Address, { incoming }: Connection, site: Site): Exchange {
  return {
    number: 0,
    at: site.namespace.clock.now().getTime(),
    method,
    target: path + query,
    // The plain list does not keep the connection alive, as what is made of it may.
    headers: incoming?.rawHeaders ?? headers,
    vendor: undefined,
    operation: undefined,
    request: undefined,
    status: undefined,
    response: undefined,
    duration: 0,
    warnings: [],
    keepsContract: undefined,
    error: undefined,
    fault: undefined,
    messages: [],
  }
}

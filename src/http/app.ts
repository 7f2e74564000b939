import { Hono } from 'hono'
import { Problem } from '../core/problem.ts'
import type { Exchange } from '../core/request-log.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type Address, addressOf, pathInContract } from './address.ts'
import { mountControl, mountNowhere, mountVendor, refuse } from './mount.ts'
import type { Connection, Env, Services, Site, Sites } from './services.ts'

/** The sandbox behind HTTP. `namespace` wins over what the request names. */
export type App = { fetch(request: Request, connection?: Connection, namespace?: string): Promise<Response> }

/** The order of everything: the namespace and the address, then vendors, control, and nowhere. */
export function createApp(parts: { vendors: readonly Vendor[]; services: Services; sites: Sites }): App {
  const { vendors, services, sites } = parts
  const routes = new Hono<Env>({ getPath: (_, options) => options?.env?.path ?? '/' })
  for (const vendor of vendors) mountVendor(routes, vendor, services)
  mountControl(routes, sites.main, services)
  mountNowhere(routes, vendors, services)

  const enter = (request: Request, address: Address, connection: Connection, site: Site): MaybeLater => {
    const path = pathInContract(address, request, vendors)
    const exchange = begin(request, address, connection, site)
    const started = services.machine.elapsed()
    const response = routes.fetch(request, { incoming: connection.incoming, site, path, exchange })
    // Whoever reads the log does not want to read about that.
    return address.path.startsWith('/_sandbox')
      ? response
      : logged(response, exchange, site, () => services.machine.elapsed() - started)
  }

  return {
    // No more promises than it takes: every request goes through here.
    async fetch(request, connection = {}, namespace) {
      try {
        const address = addressOf(request)
        const name = namespace ?? address.namespace
        if (name === undefined) return await enter(request, address, connection, sites.main)
        return await enter(request, address, connection, await sites.named(name))
      } catch (error) {
        if (error instanceof Problem) return refuse(error)
        throw error
      }
    },
  }
}

type MaybeLater = Response | Promise<Response>

/** Writes down what became of a request, also when there is no answer. */
async function logged(
  response: MaybeLater,
  exchange: Exchange,
  { log }: Site,
  lasted: () => number,
): Promise<Response> {
  try {
    const answer = await response
    exchange.status = answer.status
    return answer
  } finally {
    exchange.duration = lasted()
    log.add(exchange)
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
    messages: undefined,
  }
}

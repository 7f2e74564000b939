import { Problem } from '../core/problem.ts'
import type { Exchange } from '../core/request-log.ts'
import { isLater, type Later } from '../core/steps.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type Address, addressOf, pathInContract } from './address.ts'
import { guardControl, requireToken } from './guard.ts'
import { refuse } from './mount.ts'
import { readQuery } from './query.ts'
import { createRoutes } from './routes.ts'
import type { Connection, Services, Site, Sites } from './services.ts'

/** The sandbox behind HTTP. `namespace` wins over what the request names. */
export type App = { fetch(request: Request, connection?: Connection, namespace?: string): Later<Response> }

/** The order of everything: the namespace and the address, then whose operation it is. */
export function createApp(parts: { vendors: readonly Vendor[]; services: Services; sites: Sites }): App {
  const { vendors, services, sites } = parts
  const elapsed = (): number => services.machine.elapsed()
  const byName = new Map(vendors.map((vendor) => [vendor.name, vendor]))
  const routerFor = createRoutes(vendors, services, sites.main.control)

  const enter = (request: Request, address: Address, connection: Connection, site: Site): Later<Response> => {
    const { method, headers } = request
    const query = readQuery(address.query)
    const path = pathInContract({ path: address.path, query, method, headers }, byName)
    const exchange = begin(request, address, connection, site)
    const started = elapsed()
    const bindings = { incoming: connection.incoming, site, path, query, exchange }
    const router = routerFor(path)
    const response = isLater(router)
      ? router.then((made) => made.fetch(request, bindings))
      : router.fetch(request, bindings)
    // Whoever reads the log does not want to read about the control API.
    if (address.path.startsWith('/_sandbox') || exchange.operation?.startsWith('sandbox.')) return response
    if (!isLater(response)) return logged(response, { exchange, site, duration: elapsed() - started })
    return response.then(
      (answered) => logged(answered, { exchange, site, duration: elapsed() - started }),
      (error: unknown) => {
        logged(undefined, { exchange, site, duration: elapsed() - started })
        throw error
      },
    )
  }

  return {
    fetch(request, connection = {}, namespace) {
      try {
        const address = addressOf(request)
        const name = namespace ?? address.namespace
        if (name === undefined) return enter(request, address, connection, sites.main)
        if (isControl(address) && !sites.isOpen(name)) requireRight(request.headers, services)
        const site = sites.named(name)
        if (!isLater(site)) return enter(request, address, connection, site)
        return site.then((opened) => enter(request, address, connection, opened)).catch(refused)
      } catch (error) {
        return refused(error)
      }
    },
  }
}

const isControl = ({ path }: Address): boolean => path === '/' || path.startsWith('/_sandbox')

/** Whom the control API refuses opens no namespace by asking. Throws a Problem of kind `forbidden` or `unauthorized`. */
function requireRight(headers: Headers, { isLoopback, token }: Services): void {
  guardControl(headers, isLoopback())
  if (token !== undefined) requireToken(headers, token)
}

/** What is refused before there is anybody to refuse it in a dialect. */
function refused(error: unknown): Response {
  if (error instanceof Problem) return refuse(error)
  throw error
}

type Ended = { exchange: Exchange; site: Site; duration: number }

/** Writes down what became of a request, also when there is no answer. */
function logged<Answer extends Response | undefined>(answer: Answer, { exchange, site, duration }: Ended): Answer {
  exchange.status = answer?.status
  exchange.duration = duration
  site.log.add(exchange)
  return answer
}

function begin({ method, headers }: Request, { target }: Address, { incoming }: Connection, site: Site): Exchange {
  return {
    number: 0,
    at: site.namespace.clock.now().getTime(),
    method,
    target,
    secrets: undefined,
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

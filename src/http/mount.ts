import type { Hono, Context as HonoContext } from 'hono'
import { Problem } from '../core/problem.ts'
import { toLogged } from '../core/request-log.ts'
import type { Surface, Vendor } from '../vendors/vendor.ts'
import { answer, toProblem } from './corridor.ts'
import { LostConnection } from './disturb.ts'
import { noRoute } from './nearest-route.ts'
import type { Route } from './passage.ts'
import { PROBLEM_TYPE, renderProblemJson } from './problem-json.ts'
import { countRequests } from './rate-limit.ts'
import type { Bindings, Env, Services, Site } from './services.ts'
import { controlActionRoute, guarded, rendered, vendorRoute } from './vendor-route.ts'

/** One route per operation of a vendor's surfaces. Throws when an operation has no handler, naming it. */
export function mountVendor(app: Hono<Env>, vendor: Vendor, services: Services): void {
  for (const surface of vendor.surfaces) {
    countRequestsOf(app, vendor, surface)
    const leftOut = services.contract.unimplemented(surface.name)
    // First, or `/payments/banks` would be a payment's id.
    mountLeftOut(
      app,
      vendor,
      surface,
      leftOut.filter((path) => !path.endsWith('}')),
    )
    const operations = services.contract.operations.filter((operation) => operation.surface === surface.name)
    for (const operation of operations) {
      const route = operation.isControl
        ? controlActionRoute(vendor, surface, operation, services)
        : vendorRoute(vendor, surface, operation, services)
      add(app, route, services)
    }
    // Last, or `/tenants/me` would be one of `/tenants/{id}`.
    mountLeftOut(
      app,
      vendor,
      surface,
      leftOut.filter((path) => path.endsWith('}')),
    )
  }
}

function countRequestsOf(app: Hono<Env>, vendor: Vendor, surface: Surface): void {
  const { rateLimit } = surface
  if (!rateLimit) return
  const middleware = countRequests(rateLimit, {
    surface: surface.name,
    isEnforced: ({ settings }) => rateLimit.isEnforced(settings[vendor.name] ?? {}),
    refuse: (problem, bindings) => refusal(problem, vendor, surface, bindings),
  })
  app.use(`/${surface.name}/*`, middleware)
}

/** What the vendor documents and the sandbox leaves out: `/exports` and all below it, or no more than `POST /kyc`. */
function mountLeftOut(app: Hono<Env>, vendor: Vendor, surface: Surface, leftOut: readonly string[]): void {
  const refuse = (c: HonoContext<Env>): Response => {
    const problem = new Problem('unimplemented', `The sandbox does not play ${shownPath(c.req.path, vendor)}`)
    return refusal(problem, vendor, surface, c.env)
  }
  for (const entry of leftOut) {
    const [path = '', method] = entry.split(' ').reverse()
    const template = `/${surface.name}${path}`.replaceAll(/\{([^}]+)\}/g, ':$1')
    if (method === undefined) app.all(template, refuse).all(`${template}/*`, refuse)
    else app.on(method, template, refuse)
  }
}

/** What nobody documents, with the nearest route of any of the vendor's surfaces. */
function unknownTo(vendor: Vendor, surface: Surface, services: Services): (c: HonoContext<Env>) => Response {
  const names = vendor.surfaces.map(({ name }) => name)
  const published = services.contract.operations.filter(
    (operation) => names.includes(operation.surface) && !operation.isControl,
  )
  return (c) => {
    const problem = noRoute(c.req.method, c.req.path, published, (path) => shownPath(path, vendor))
    return refusal(problem, vendor, surface, c.env)
  }
}

/** A refusal in the surface's dialect, where no operation was found. */
function refusal(problem: Problem, vendor: Vendor, surface: Surface, { site, exchange }: Bindings): Response {
  const { status, body, headers } = rendered(problem, vendor, surface, site)
  exchange.vendor = vendor.name
  exchange.response = toLogged(JSON.stringify(body), 'application/json')
  return Response.json(body, headers ? { status, headers } : { status })
}

/** A path of the contract as clients write it. */
const shownPath = (path: string, vendor: Vendor): string =>
  vendor.surfaces.reduce((text, { name }) => text.replace(new RegExp(`^/${name}(?=/|$)`), `/${vendor.name}`), path)

/** The control API: every operation of the tag `sandbox`. Throws when one has no handler, naming it. */
export function mountControl(app: Hono<Env>, { control }: Site, services: Services): void {
  const operations = services.contract.operations.filter((operation) => operation.surface === 'sandbox')
  for (const operation of operations) {
    if (!control[operation.name]) throw new Error(`${operation.id} is in the contract but has no handler`)
    add(
      app,
      {
        operation,
        vendor: '',
        isDisturbed: false,
        authenticate: guarded(services),
        admit: () => undefined,
        run: (input, _occasion, site) => site.control[operation.name]?.(input),
        renderProblem: (problem) => renderProblemJson(problem),
        problemType: PROBLEM_TYPE,
        blank: {},
      },
      services,
    )
  }
}

/**
 * Where no operation is: each surface says so in its dialect, the control API in its own, and the sandbox for the rest.
 * Not as routes: a request that matches one route only is answered without going through a chain of them.
 */
export function mountNowhere(app: Hono<Env>, vendors: readonly Vendor[], services: Services): void {
  const offered = services.contract.operations.filter(({ path }) => path.startsWith('/_sandbox/'))
  const unknown = new Map<string, (c: HonoContext<Env>) => Response>([
    ['_sandbox', (c) => refuse(noRoute(c.req.method, c.req.path, offered, (path) => path))],
    ...vendors.flatMap((vendor) =>
      vendor.surfaces.map((surface) => [surface.name, unknownTo(vendor, surface, services)] as const),
    ),
  ])
  const places = [...vendors.map(({ name }) => `/${name}`), '/_sandbox'].join(', ')
  app.notFound((c) => {
    const [, first = ''] = c.req.path.split('/', 2)
    const answerOf = unknown.get(first)
    return (
      answerOf?.(c) ??
      refuse(
        new Problem(
          'not-found',
          `There is nothing at ${c.req.path.slice(0, 200)}; the sandbox answers under ${places}`,
        ),
      )
    )
  })
  app.onError((error) => {
    // Whoever holds the socket sees to it.
    if (error instanceof LostConnection) throw error
    return refuse(toProblem(error, services))
  })
}

/** A refusal of the sandbox itself, where no operation was found. */
export function refuse(problem: Problem): Response {
  const { status, body } = renderProblemJson(problem)
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': PROBLEM_TYPE } })
}

function add(app: Hono<Env>, route: Route, services: Services): void {
  const { method, path } = route.operation
  for (const template of [path, ...route.operation.aliases]) {
    app.on(method.toUpperCase(), template.replaceAll(/\{([^}]+)\}/g, ':$1'), (c) =>
      answer({
        route,
        request: c.req.raw,
        params: new Map(Object.entries(c.req.param())),
        query: c.env.query,
        site: c.env.site,
        exchange: c.env.exchange,
        services,
      }),
    )
  }
}

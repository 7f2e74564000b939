import { Hono, type Context as HonoContext } from 'hono'
import { isSensitive } from '../core/masking.ts'
import { Problem } from '../core/problem.ts'
import { toLogged } from '../core/request-log.ts'
import type { Surface, Vendor } from '../vendors/vendor.ts'
import { answer, toProblem } from './corridor.ts'
import { LostConnection } from './disturb.ts'
import { noRoute } from './nearest-route.ts'
import type { Route } from './passage.ts'
import { pathSecrets } from './path-secrets.ts'
import { PROBLEM_TYPE, renderProblemJson } from './problem-json.ts'
import { countRequests } from './rate-limit.ts'
import type { Bindings, Env, Services } from './services.ts'
import { controlActionRoute, controlRoute, rendered, vendorRoute } from './vendor-route.ts'

/** One route per published operation of a surface, and its dialect for what is no route. */
export function mountSurface(vendor: Vendor, surface: Surface, services: Services): Hono<Env> {
  const app = router(services, unknownTo(vendor, surface, services))
  countRequestsOf(app, vendor, surface)
  const leftOut = services.contract.unimplemented(surface.name)
  const isOneOfMany = (path: string): boolean => path.endsWith('}')
  // First, or `/payments/banks` would be a payment's id.
  for (const entry of leftOut) if (!isOneOfMany(entry)) mountLeftOut(app, vendor, surface, entry)
  for (const operation of services.contract.operations) {
    if (operation.surface !== surface.name || operation.isControl) continue
    add(app, vendorRoute(vendor, surface, operation, services), services)
  }
  // Last, or `/tenants/me` would be one of `/tenants/{id}`.
  for (const entry of leftOut) if (isOneOfMany(entry)) mountLeftOut(app, vendor, surface, entry)
  return app
}

/** What an operator can do to a vendor's rows. */
export function mountActions(vendor: Vendor, surfaces: readonly Surface[], services: Services): Hono<Env> {
  const app = router(services, unknownToControl(services))
  for (const operation of services.contract.operations) {
    const surface = operation.isControl && surfaces.find(({ name }) => name === operation.surface)
    if (surface) add(app, controlActionRoute(vendor, surface, operation, services), services)
  }
  return app
}

/** The control API: every operation of the tag `sandbox`. */
export function mountControl(services: Services): Hono<Env> {
  const app = router(services, unknownToControl(services))
  for (const operation of services.contract.operations) {
    if (operation.surface === 'sandbox') add(app, controlRoute(operation, services), services)
  }
  return app
}

/** What is no vendor's, and not below the control API's path: there is nothing but what the control API has at the root. */
export function mountNowhere(vendors: readonly Vendor[], services: Services): Hono<Env> {
  const places = [...vendors.map(({ name }) => `/${name}`), '/_sandbox'].join(', ')
  const app = router(services, ({ req: { path } }) => {
    const message = `There is nothing at ${path.slice(0, 200)}; the sandbox answers under ${places}`
    return refuse(new Problem('not-found', message))
  })
  for (const operation of services.contract.operations) {
    if (operation.aliases.includes('/')) add(app, controlRoute(operation, services), services)
  }
  return app
}

/**
 * What is no route is asked of `notFound`, which is none itself: a request that matches one route only is answered
 * without going through a chain of them.
 */
function router(services: Services, notFound: (c: HonoContext<Env>) => Response): Hono<Env> {
  const app = new Hono<Env>({ getPath: (_, options) => options?.env?.path ?? '/' })
  app.notFound(notFound)
  app.onError((error) => {
    // Whoever holds the socket sees to it.
    if (error instanceof LostConnection) throw error
    return refuse(toProblem(error, services))
  })
  return app
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
function mountLeftOut(app: Hono<Env>, vendor: Vendor, surface: Surface, entry: string): void {
  const refuse = (c: HonoContext<Env>): Response => {
    const problem = new Problem('unimplemented', `The sandbox does not play ${shownPath(c.req.path, vendor)}`)
    return refusal(problem, vendor, surface, c.env)
  }
  const [path = '', method] = entry.split(' ').reverse()
  const template = `/${surface.name}${path}`.replaceAll(/\{([^}]+)\}/g, ':$1')
  if (method === undefined) app.all(template, refuse).all(`${template}/*`, refuse)
  else app.on(method, template, refuse)
}

/** What nobody documents, with the nearest route of any of the vendor's surfaces. */
function unknownTo(vendor: Vendor, surface: Surface, services: Services): (c: HonoContext<Env>) => Response {
  const names = vendor.surfaces.map(({ name }) => name)
  const published = services.contract.operations.filter(
    (operation) => names.includes(operation.surface) && !operation.isControl,
  )
  return (c) => {
    c.env.exchange.secrets = pathSecrets(c.req.path, published)
    const problem = noRoute(c.req.method, c.req.path, published, (path) => shownPath(path, vendor))
    return refusal(problem, vendor, surface, c.env)
  }
}

function unknownToControl({ contract }: Services): (c: HonoContext<Env>) => Response {
  const offered = contract.operations.filter(({ path }) => path.startsWith('/_sandbox'))
  return (c) => refuse(noRoute(c.req.method, c.req.path, offered, (path) => path))
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

/** A refusal of the sandbox itself, where no operation was found. */
export function refuse(problem: Problem): Response {
  const { status, body } = renderProblemJson(problem)
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': PROBLEM_TYPE } })
}

function add(app: Hono<Env>, route: Route, services: Services): void {
  const { method, path, parameters, aliases } = route.operation
  const secret = parameters.filter((parameter) => parameter.in === 'path' && isSensitive(parameter.name))
  for (const template of [path, ...aliases]) {
    app.on(method.toUpperCase(), template.replaceAll(/\{([^}]+)\}/g, ':$1'), (c) => {
      const { query, site, exchange } = c.env
      const params = new Map<string, string>(Object.entries(c.req.param()))
      if (secret.length > 0) exchange.secrets = secret.flatMap(({ name }) => params.get(name) ?? [])
      return answer({ route, request: c.req.raw, params, query, site, exchange, services })
    })
  }
}

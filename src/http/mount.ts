import type { Hono } from 'hono'
import type { Operation } from '../contract/contract.ts'
import { Problem } from '../core/problem.ts'
import type { AnyContext, Surface, Vendor } from '../vendors/vendor.ts'
import { answer, type Route, toProblem } from './corridor.ts'
import { guardControl } from './guard.ts'
import { noRoute } from './nearest-route.ts'
import { PROBLEM_TYPE, renderProblemJson } from './problem-json.ts'
import type { Services } from './services.ts'

/** The control API's handlers by name: they take their time, and know no transaction. */
export type ControlHandlers = Readonly<
  Record<string, (input: { params: object; query: object; body: unknown }) => unknown>
>

/**
 * One route per operation of a vendor's surfaces, each surface ending with an answer to unknown paths in its dialect.
 * Throws when an operation has no handler, naming it.
 */
export function mountVendor(app: Hono, vendor: Vendor, services: Services): void {
  for (const surface of vendor.surfaces) {
    const operations = services.contract.operations.filter((operation) => operation.surface === surface.name)
    for (const operation of operations) {
      const route = operation.isControl
        ? controlActionRoute(vendor, surface, operation, services)
        : vendorRoute(vendor, surface, operation, services)
      add(app, route, services)
    }
    const render = (problem: Problem) => surface.renderProblem(problem, services.traces.uuid())
    const published = operations.filter((operation) => !operation.isControl)
    const shown = (path: string) => path.replace(`/${surface.name}`, `/${vendor.name}`)
    app.all(`/${surface.name}/*`, (c) => {
      const { status, body } = render(noRoute(c.req.method, c.req.path, published, shown))
      return Response.json(body, { status })
    })
  }
}

/** The control API: every operation of the tag `sandbox`. Throws when one has no handler, naming it. */
export function mountControl(app: Hono, handlers: ControlHandlers, services: Services): void {
  const operations = services.contract.operations.filter((operation) => operation.surface === 'sandbox')
  for (const operation of operations) {
    const handle = handlers[operation.name]
    if (!handle) throw new Error(`${operation.id} is in the contract but has no handler`)
    add(
      app,
      {
        operation,
        authenticate: guarded(services),
        admit: () => undefined,
        run: (input) => handle(input),
        renderProblem: (problem) => renderProblemJson(problem),
        problemType: PROBLEM_TYPE,
        blank: {},
      },
      services,
    )
  }
}

/** What is no vendor's: unknown paths under `/_sandbox`, and everything else. */
export function mountNowhere(app: Hono, vendors: readonly Vendor[], services: Services): void {
  const offered = services.contract.operations.filter(({ path }) => path.startsWith('/_sandbox/'))
  app.all('/_sandbox/*', (c) => refuse(noRoute(c.req.method, c.req.path, offered, (path) => path)))
  app.all('*', (c) => {
    const places = [...vendors.map(({ name }) => `/${name}`), '/_sandbox'].join(', ')
    return refuse(
      new Problem('not-found', `There is nothing at ${c.req.path.slice(0, 200)}; the sandbox answers under ${places}`),
    )
  })
  app.onError((error) => refuse(toProblem(error, services)))
}

function refuse(problem: Problem): Response {
  const { status, body } = renderProblemJson(problem)
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': PROBLEM_TYPE } })
}

function add(app: Hono, route: Route, services: Services): void {
  const { method, path } = route.operation
  app.on(method.toUpperCase(), path.replaceAll(/\{([^}]+)\}/g, ':$1'), (c) =>
    answer(route, c.req.raw, new Map(Object.entries(c.req.param())), services),
  )
}

function vendorRoute(vendor: Vendor, surface: Surface, operation: Operation, services: Services): Route {
  const settings = services.settings[vendor.name] ?? {}
  return {
    operation,
    authenticate: (headers) => (services.auth ? surface.authenticate(headers) : undefined),
    admit: (checked, tenant) =>
      surface.admit({ db: services.namespace.store, tenant, settings, operation: operation.name, ...checked }),
    run: runInTransaction(vendor, surface, operation, services),
    renderProblem: (problem) => surface.renderProblem(problem, services.traces.uuid()),
    problemType: 'application/json',
  }
}

/** An operator's action on a vendor's rows: no vendor's authentication, and refusals in the control API's dialect. */
function controlActionRoute(vendor: Vendor, surface: Surface, operation: Operation, services: Services): Route {
  return {
    operation,
    authenticate: guarded(services),
    admit: () => undefined,
    run: runInTransaction(vendor, surface, operation, services),
    renderProblem: (problem) => renderProblemJson(problem, surface.renderProblem(problem, services.traces.uuid())),
    problemType: PROBLEM_TYPE,
    blank: {},
  }
}

const guarded =
  ({ isLoopback }: Services) =>
  (headers: Headers): undefined => {
    guardControl(headers, isLoopback())
  }

/** Runs a vendor's handler in one transaction, with its events queued in the same. */
function runInTransaction(vendor: Vendor, surface: Surface, operation: Operation, services: Services): Route['run'] {
  const handle = surface.handlers[operation.name]
  if (!handle) throw new Error(`${operation.id} is in the contract but has no handler`)
  const settings = services.settings[vendor.name] ?? {}
  return async (input, tenant) => {
    const checker = services.checkResponses ? await services.contract.checker() : undefined
    return services.namespace.transact(({ draft, random, now, send }) => {
      const emit: AnyContext['emit'] = (event, owner, payload) => {
        for (const message of [{ event, payload }, ...vendor.webhooks.companions(event, payload)]) {
          const issues = checker?.conforms(
            services.contract.payloadOf(`${vendor.name}.${message.event}`),
            message.payload,
          )
          if (issues?.length)
            throw new Error(
              `${message.event} is sent against the contract: ${issues.map((issue) => issue.message).join('; ')}`,
            )
          send({ vendor: vendor.name, tenant: owner, event: message.event, data: message.payload })
        }
      }
      return handle(input, { db: draft, now, random, tenant, settings, emit })
    })
  }
}

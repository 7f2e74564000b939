import type { Operation } from '../contract/contract.ts'
import { Reply } from '../contract/reply.ts'
import type { Problem } from '../core/problem.ts'
import { act } from '../vendors/acting.ts'
import type { Rendered, Surface, Vendor } from '../vendors/vendor.ts'
import { guardControl, requireToken } from './guard.ts'
import type { Route } from './passage.ts'
import { PROBLEM_TYPE, renderProblemJson } from './problem-json.ts'
import type { Services, Site } from './services.ts'

/** An operation of a vendor's own API. */
export function vendorRoute(vendor: Vendor, surface: Surface, operation: Operation, services: Services): Route {
  return {
    operation,
    vendor: vendor.name,
    ignoresUnknown: true,
    isDisturbed: true,
    authenticate: (headers, { namespace, settings }) =>
      services.auth && !operation.isPublic
        ? surface.authenticate({
            headers,
            operation: operation.name,
            now: namespace.clock.now(),
            settings: settings[vendor.name] ?? {},
          })
        : undefined,
    admit: ({ params, query }, tenant, { namespace, settings }) =>
      surface.admit({
        db: namespace.store,
        tenant,
        settings: settings[vendor.name] ?? {},
        operation: operation.name,
        path: operation.path,
        params,
        query,
      }),
    run: wrapped(runInTransaction(vendor, surface, operation), surface, operation),
    renderProblem: (problem, site) => rendered(problem, vendor, surface, site, operation.name),
    problemType: 'application/json',
  }
}

/** An operator's action on a vendor's rows: no vendor's authentication, and refusals in the control API's dialect. */
export function controlActionRoute(vendor: Vendor, surface: Surface, operation: Operation, services: Services): Route {
  return {
    operation,
    vendor: vendor.name,
    ignoresUnknown: false,
    isDisturbed: false,
    authenticate: guarded(operation, services),
    admit: () => undefined,
    run: runInTransaction(vendor, surface, operation),
    renderProblem: (problem, site) =>
      renderProblemJson(problem, rendered(problem, vendor, surface, site, operation.name)),
    problemType: PROBLEM_TYPE,
    blank: {},
  }
}

/** An operation of the control API. */
export function controlRoute(operation: Operation, services: Services): Route {
  return {
    operation,
    vendor: '',
    ignoresUnknown: false,
    isDisturbed: false,
    authenticate: guarded(operation, services),
    admit: () => undefined,
    run: (input, { origin }, site) => site.control[operation.name]?.(input, origin),
    renderProblem: (problem) => renderProblemJson(problem),
    problemType: PROBLEM_TYPE,
    blank: {},
  }
}

/** Who may use the control API: no page, and, for what the contract does not call public, who has the token. */
const guarded =
  ({ isPublic }: Operation, { isLoopback, token }: Services) =>
  (headers: Headers): undefined => {
    guardControl(headers, isLoopback())
    if (token !== undefined && !isPublic) requireToken(headers, token)
  }

/** Runs a vendor's handler in one transaction, with its events queued in the same. */
function runInTransaction(vendor: Vendor, surface: Surface, operation: Operation): Route['run'] {
  const handle = surface.handlers[operation.name]
  if (!handle) throw new Error(`${operation.id} is in the contract but has no handler`)
  return (input, occasion, site) => act(vendor, site, occasion, (context) => handle(input, context))
}

/** Lets the surface add to what was done what it adds to every success; at once where that is there at once. */
function wrapped(run: Route['run'], surface: Surface, { name: operation }: Operation): Route['run'] {
  if (!surface.wrap) return run
  return (input, occasion, site) => {
    const finish = (result: unknown): unknown => {
      const answering = { operation, now: site.namespace.clock.now(), requestId: site.traces.uuid() }
      const wrap = (body: unknown): unknown => surface.wrap?.(body, answering)
      return result instanceof Reply ? new Reply(result.status, wrap(result.body), result.headers) : wrap(result)
    }
    const result = run(input, occasion, site)
    return result instanceof Promise ? result.then(finish) : finish(result)
  }
}

/** A refusal as the surface says it. */
export const rendered = (
  problem: Problem,
  vendor: Vendor,
  surface: Surface,
  { traces, settings }: Site,
  operation?: string,
): Rendered => surface.renderProblem(problem, traces.uuid(), settings[vendor.name] ?? {}, operation)

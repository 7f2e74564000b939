import { suggestion } from '../core/nearest.ts'
import type { Fault } from '../core/problem.ts'
import type { Vendor } from '../vendors/vendor.ts'
import { type ControlContext, wrongField } from './context.ts'

// What is named has to be there: a name that is none would find nothing, ever, and pass for a success.

type Named = { contract: ControlContext['contract']; vendors: readonly Vendor[]; place?: Fault['in'] }

/** Throws a Problem of kind `invalid` when it is no operation that one of these vendors' clients can call. */
export function requireOperation(operation: string, { contract, vendors, place }: Named): void {
  const surfaces = vendors.flatMap((vendor) => vendor.surfaces.map(({ name }) => name))
  const ids = contract.operations
    .filter(({ surface, isControl }) => surfaces.includes(surface) && !isControl)
    .map(({ id }) => id)
  if (!ids.includes(operation)) {
    const reason = `there is no operation "${operation}"${ofWhom(vendors)}${nearestOperation(operation, ids)}`
    throw wrongField('operation', reason, place)
  }
}

/** Somebody who forgets the surface means the same. */
function nearestOperation(operation: string, ids: readonly string[]): string {
  const named = ids.find((id) => id.split('.')[1] === operation)
  return named === undefined ? suggestion(operation, ids) : `, did you mean "${named}"?`
}

/** Throws a Problem of kind `invalid` when none of these vendors has such an event. */
export function requireEvent(event: string, { contract, vendors, place }: Named): void {
  const catalogue = vendors.flatMap(({ name }) => contract.eventsOf(name))
  if (!catalogue.includes(event)) {
    const reason = `there is no event "${event}"${ofWhom(vendors)}${suggestion(event, catalogue)}`
    throw wrongField('event', reason, place)
  }
}

/** Throws a Problem of kind `invalid` when none of these vendors has such a tenant. */
export function requireTenant(tenant: string, { vendors, place }: Omit<Named, 'contract'>): void {
  const tenants = vendors.flatMap((vendor) => vendor.tenants.map(({ name }) => name))
  if (!tenants.includes(tenant))
    throw wrongField('tenant', `there is no tenant "${tenant}"${ofWhom(vendors)}${suggestion(tenant, tenants)}`, place)
}

const ofWhom = ([vendor, ...others]: readonly Vendor[]): string =>
  vendor && others.length === 0 ? ` of ${vendor.name}` : ''

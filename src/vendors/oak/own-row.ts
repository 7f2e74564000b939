import type { Collection, Reader, Row } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { rowIdOf } from './resource-id.ts'

type Owned = Row & { readonly tenant: string }

/** A kind of resource: where its rows are, what may stand before the UUID in its ids, and what an id is called. */
export type Kind<R extends Owned, Index extends string> = {
  readonly rows: Collection<R, Index>
  readonly prefix: string
  readonly field: string
}

/**
 * The merchant's row with this id, a UUID with or without the prefix of its kind. Throws a Problem: `invalid` when the
 * id is of another kind, `not-found` in the same words whether there is none or it is somebody else's.
 */
export function ownRow<R extends Owned, Index extends string>(
  kind: Kind<R, Index>,
  { tenant, id }: { tenant: string; id: string },
  reader: Reader,
): R {
  const row = anyonesRow(kind, id, reader)
  if (row.tenant !== tenant) throw notFound()
  return row
}

/** A row of whichever merchant: an operator sees them all. */
export function anyonesRow<R extends Owned, Index extends string>(
  { rows, prefix, field }: Kind<R, Index>,
  id: string,
  reader: Reader,
): R {
  const row = reader.table(rows).get(rowIdOf(id, prefix, field))
  if (!row) throw notFound()
  return row
}

/** There is no such thing, or none that this merchant may see. */
export const notFound = (): Problem => new Problem('not-found', 'Resource not found')

import { JsonText } from '../contract/reply.ts'
import type { RowChecker } from '../contract/row-checker.ts'
import type { Collections } from '../core/collection.ts'
import { endpoints } from '../core/endpoints.ts'
import { MemoryAdapter } from '../core/memory-adapter.ts'
import { Problem } from '../core/problem.ts'
import { fromParsed, refused, toText } from '../core/snapshot.ts'
import { Store } from '../core/store.ts'
import type { ControlContext, ControlOperations } from './context.ts'
import { settle } from './endpoints.ts'
import { requireSound } from './soundness.ts'

export const transferHandlers = {
  async exportState(_input, { namespace }) {
    return new JsonText(await toText(namespace.look()))
  },

  async importState({ body }, context) {
    const { namespace, machine } = context
    const { rows, origin } = fromParsed(body, [...namespace.store.collections.keys()], machine.now())
    requireTyped(rows, await context.rowChecker())
    await tryOut(rows, context)
    await context.import(rows, origin)
    return { rows: namespace.count() }
  },
} satisfies Partial<ControlOperations>

/** Throws a Problem when a row is not of its collection's type. */
function requireTyped(rows: Collections, checker: RowChecker): void {
  for (const [collection, table] of rows) {
    for (const row of table.values()) {
      const reason = checker.objection(collection, row)
      if (reason !== undefined) throw refused(`in "${collection}"."${row.id.slice(0, 64)}", ${reason}`)
    }
  }
}

/** Puts the rows into a store that nobody sees, and reads them once. Throws a Problem when they cannot be used. */
async function tryOut(rows: Collections, context: ControlContext): Promise<void> {
  const store = await Store.open(new MemoryAdapter())
  try {
    // With its indexes made first, so that every row goes through them.
    for (const vendor of context.vendors) vendor.prepare(store)
    await store.transact((draft) => draft.load(rows))
    requireSound(store, context.vendors)
    const checker = await context.contract.checker()
    for (const endpoint of store.table(endpoints).all()) {
      const [issue] = checker.conforms('/components/schemas/SandboxEndpoint', endpoint)
      if (issue) throw new Problem('invalid', `webhook endpoint ${endpoint.id}: ${issue.message}`)
      settle({ ...endpoint, events: [...endpoint.events] }, context)
    }
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error), error)
  }
}

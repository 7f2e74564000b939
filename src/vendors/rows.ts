import { fitting, type RowSchema } from '../contract/fitting.ts'
import type { RowChecker } from '../contract/row-checker.ts'
import type { Collections } from '../core/collection.ts'

let made: Promise<RowChecker> | undefined

/** What holds rows against their types, and says what is wrong; made when something from outside is first to be checked. */
export function rowChecker(): Promise<RowChecker> {
  made ??= make()
  return made
}

/** The first row that is not of its type, and why; undefined when there is none. Quick, as long as there is none. */
export async function misfit(rows: Collections): Promise<{ names: [string, string]; reason: string } | undefined> {
  const schemas: Readonly<Record<string, RowSchema>> = await loadSchemas()
  for (const [collection, table] of rows) {
    const schema = Object.hasOwn(schemas, collection) ? schemas[collection] : undefined
    if (!schema || table.size === 0) continue
    const fits = fitting(schema)
    for (const row of table.values()) {
      if (fits(row)) continue
      const reason = (await rowChecker()).objection(collection, row) ?? 'it is not what it should be'
      return { names: [collection, row.id], reason }
    }
  }
  return undefined
}

async function make(): Promise<RowChecker> {
  const [{ RowChecker }, schemas] = await Promise.all([import('../contract/row-checker.ts'), loadSchemas()])
  return new RowChecker(schemas)
}

const loadSchemas = async () => (await import('./rows.gen.json', { with: { type: 'json' } })).default

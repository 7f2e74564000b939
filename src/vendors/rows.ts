import type { RowChecker } from '../contract/row-checker.ts'

let made: Promise<RowChecker> | undefined

/** What holds rows against their types; made when something from outside is first to be checked. */
export function rowChecker(): Promise<RowChecker> {
  made ??= make()
  return made
}

async function make(): Promise<RowChecker> {
  const [{ RowChecker }, { default: schemas }] = await Promise.all([
    import('../contract/row-checker.ts'),
    import('./rows.gen.json', { with: { type: 'json' } }),
  ])
  return new RowChecker(schemas)
}

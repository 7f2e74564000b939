import type { Collections } from './core/collection.ts'
import { MemoryAdapter } from './core/memory-adapter.ts'
import { Random } from './core/random.ts'
import { Store } from './core/store.ts'
import type { Vendor } from './vendors/vendor.ts'

/** The rows of a seed, and the state of chance after them. Rows are never changed in place, so everybody may share them. */
export type Seeded = { readonly rows: Collections; readonly random: string }

/** The newest: namespaces, resets and most sandboxes of a process ask for the same again. */
let newest: { vendors: readonly Vendor[]; seed: number; seeded: Promise<Seeded> } | undefined

/** What the vendors' seeds make of a seed: the same for the same. It is made once, and kept until another is asked for. */
export function seededRows(vendors: readonly Vendor[], seed: number): Promise<Seeded> {
  if (newest?.vendors === vendors && newest.seed === seed) return newest.seeded
  const seeded = make(vendors, seed)
  newest = { vendors, seed, seeded }
  return seeded
}

async function make(vendors: readonly Vendor[], seed: number): Promise<Seeded> {
  const seeds = await Promise.all(vendors.map((vendor) => vendor.loadSeed()))
  const store = await Store.open(new MemoryAdapter())
  const random = Random.seeded(seed)
  await store.transact((draft) => {
    for (const put of seeds) put(draft, random)
  })
  const rows = new Map([...store.collections].map(([name, table]) => [name, new Set(table.values())] as const))
  return { rows, random: random.state }
}

import type { Contract } from './contract/contract.ts'
import type { Neighbours } from './control/context.ts'
import { requireSound } from './control/soundness.ts'
import { putStanding, type StandingEndpoint } from './control/standing-endpoints.ts'
import { Clock } from './core/clock.ts'
import type { Machine } from './core/machine.ts'
import { Namespace } from './core/namespace.ts'
import { suggestion } from './core/nearest.ts'
import type { Origin } from './core/origin.ts'
import { STATE, STATE_COLLECTION } from './core/origin.ts'
import { Problem } from './core/problem.ts'
import { Random } from './core/random.ts'
import type { Exchange } from './core/request-log.ts'
import { StartError } from './core/start-error.ts'
import { Store, type StoreAdapter } from './core/store.ts'
import type { Post } from './delivery/post.ts'
import { seededRows } from './seeding.ts'
import type { Stage } from './vendors/acting.ts'
import { misfit } from './vendors/rows.ts'
import type { Settings } from './vendors/settings.ts'
import type { Seed, Vendor } from './vendors/vendor.ts'

/** The name of the namespace that is meant when none is. */
export const DEFAULT = 'default'

/** What is the same in every namespace of a server. */
export type Common = {
  contract: Contract
  vendors: readonly Vendor[]
  /** The same seed gives the same rows and ids. */
  seed: number
  settings: Settings
  checkEvent: Stage['checkEvent']
  /** Stand still at this time from the start. */
  now: Date | undefined
  /** Instead of the vendors' webhook timeouts, in ms. */
  webhookTimeout: number | undefined
  /** Takes webhooks to their endpoints. */
  post: Post
  /** The webhook endpoints that the default namespace always has. */
  endpoints: readonly StandingEndpoint[]
  /** Hears of a call that is none of the contract's operations. */
  unmatched: (exchange: Exchange, namespace: string) => void
  machine: Machine
  report: (error: unknown) => void
}

export type Place = { name: string; storage: 'disk' | 'memory'; adapter: StoreAdapter; neighbours: () => Neighbours }

/** Time and chance as on the first start with this seed. */
export const beginningOf = ({ now, seed }: Common): Origin => ({
  random: Random.seeded(seed).state,
  clock: { offset: 0, frozenAt: now?.getTime() ?? null },
})

/** What puts the first rows of a namespace in: those of the seed, and the endpoints that are always there. */
export async function seedOf(name: string, { vendors, seed, endpoints }: Common, clock: Clock): Promise<Seed> {
  const seeded = await seededRows(vendors, seed)
  return (draft, random) => {
    draft.load(seeded.rows)
    random.state = seeded.random
    if (name === DEFAULT) putStanding(endpoints, draft, clock.now())
  }
}

/**
 * Opens the data of a namespace, fills it when it is empty, and puts into other what is always there. Throws a
 * StartError, and gives the data back, when it cannot be used.
 */
export async function furnished(place: Place, common: Common): Promise<Namespace> {
  const store = await Store.open(place.adapter)
  const namespace = await namespaceOf(store, common)
  await examine(namespace, common)
  await furnish(namespace, place, common)
  return namespace
}

/** Throws a StartError, and gives the data back, when what it says of time and chance is something else. */
async function namespaceOf(store: Store, { machine, report, seed }: Common): Promise<Namespace> {
  try {
    return new Namespace({ store, clock: new Clock(machine, report), random: Random.seeded(seed) })
  } catch (error) {
    throw await unusable(store, [STATE_COLLECTION, STATE], error)
  }
}

/**
 * Looks at every row and makes every index. Throws a StartError that names the first thing that nobody could go on with,
 * and gives the data back: a person may have edited it.
 */
async function examine({ store }: Namespace, { vendors }: Common): Promise<void> {
  const wrong = store.isEmpty ? undefined : await misfit(store.collections)
  if (wrong) throw await unusable(store, wrong.names, `"${wrong.names.join('"."')}": ${wrong.reason}`)
  try {
    for (const vendor of vendors) vendor.prepare(store)
    requireSound(store, vendors)
  } catch (error) {
    throw await unusable(store, [], error)
  }
  const [stranger] = store.strangers
  if (stranger === undefined) return
  const hint = suggestion(stranger, store.known)
  throw await unusable(store, [stranger], `there is no collection "${stranger}"${hint}`)
}

/** Gives the data back, and says what is wrong with it and where. */
async function unusable(store: Store, names: readonly string[], reason: unknown): Promise<StartError> {
  const place = await store.placeOf(names)
  await store.abandon()
  const text = reason instanceof Error ? reason.message : String(reason)
  return new StartError(`${place}: ${text}`, reason instanceof Error ? { cause: reason } : {})
}

/** Throws a StartError, and gives the folder back, when what has to be there cannot be written. */
async function furnish(namespace: Namespace, { name }: Place, common: Common): Promise<void> {
  const { store, clock } = namespace
  try {
    if (store.isEmpty) await namespace.refill(await seedOf(name, common, clock), beginningOf(common))
    else if (name === DEFAULT)
      await namespace.transact(({ draft }) => putStanding(common.endpoints, draft, clock.now()))
  } catch (error) {
    await store.abandon()
    const cause = error instanceof Problem && error.cause instanceof Error ? error.cause : error
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`the first rows cannot be written: ${reason}`, { cause: error })
  }
}

import type { Target } from './catalogue.ts'
import { type Concrete, concrete } from './concrete.ts'
import { credentialsFor, ownNames } from './credentials.ts'
import type { Memory } from './memory.ts'
import { isReference, type Pool } from './pool.ts'
import { namedIn } from './preparations.ts'
import type { Planned } from './requests.ts'
import { Borrowed } from './template.ts'

/** A name of which there are more values says nothing in particular. */
const RARE = 4

/** The name of which there are the fewest values. */
function rarestOf({ path, body }: Planned, pool: Pool): Borrowed | undefined {
  const counted = [...Object.values(path), ...namedIn(body)]
    .filter((value) => value instanceof Borrowed)
    .map((borrowed) => ({ borrowed, count: pool.all(borrowed.names).length }))
    .filter(({ borrowed, count }) => count > 0 && count <= RARE && isReference(borrowed.names[0] ?? ''))
  return counted.sort((one, other) => one.count - other.count)[0]?.borrowed
}

/** A planned request with everything in it that is known by now. */
export function settled(planned: Planned, target: Target, memory: Memory): Concrete {
  const { who } = planned
  const own = target.vendor && ownNames(target.vendor, who.tenant)
  const pool = memory.poolOf(target.vendor, who.tenant)
  const associations = memory.associationsOf(target.vendor, who.tenant)
  const refused = memory.refusedBy(target)
  const address = who.pick % 4 === 0 ? {} : memory.address(target, who.pick)
  const isAddressed = Object.keys(address).length > 0
  const rarest = who.pick % (isAddressed ? 3 : 2) === 0 ? rarestOf(planned, pool) : undefined
  const first = rarest && pool.lend(rarest)
  // What there is the least of says which thing it is about, if anything does.
  const chosen = new Set<unknown>(first === undefined ? Object.values(address) : [first])
  const lend = (borrowed: Borrowed, isInPath = false): string | number | undefined => {
    const { names, pick } = borrowed
    if (borrowed === rarest) return first
    // Now and then the name is somebody else's, and the thing another one.
    const named = pick % 10 === 9 ? undefined : own?.get(names[0] ?? '')
    const near = pick % 5 === 0 ? undefined : associations.lend(borrowed, chosen)
    const lent = named ?? near ?? pool.lend(borrowed, isInPath && pick % 4 !== 0 ? refused : undefined)
    if (lent !== undefined) chosen.add(lent)
    return lent
  }
  return concrete(planned, target, {
    lend,
    lendInPath: (borrowed) => lend(borrowed, true),
    credentials: credentialsFor(target, who, pool),
    earlier: (schema, pick) => memory.document(schema, pick),
    link: memory.linkTo(planned.id),
    address: first === undefined ? address : {},
  })
}

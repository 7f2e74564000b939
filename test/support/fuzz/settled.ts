import type { Target } from './catalogue.ts'
import { type Concrete, concrete } from './concrete.ts'
import { credentialsFor, ownNames } from './credentials.ts'
import type { Memory } from './memory.ts'
import type { Planned } from './requests.ts'
import type { Borrowed } from './template.ts'

/** A planned request with everything in it that is known by now. */
export function settled(planned: Planned, target: Target, memory: Memory): Concrete {
  const { who } = planned
  const own = target.vendor && ownNames(target.vendor, who.tenant)
  const pool = memory.poolOf(target.vendor, who.tenant)
  const associations = memory.associationsOf(target.vendor, who.tenant)
  const refused = memory.refusedBy(target)
  const address = who.pick % 4 === 0 ? {} : memory.address(target, who.pick)
  const chosen = new Set<unknown>(Object.values(address))
  const lend = (borrowed: Borrowed, isInPath = false): string | number | undefined => {
    const { names, pick } = borrowed
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
    address,
  })
}

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
  const lend = (borrowed: Borrowed): string | number | undefined => {
    // Now and then the name is somebody else's.
    const named = borrowed.pick % 10 === 9 ? undefined : own?.get(borrowed.names[0] ?? '')
    return named ?? pool.lend(borrowed)
  }
  return concrete(planned, target, {
    lend,
    credentials: credentialsFor(target, who, pool),
    earlier: (schema, pick) => memory.document(schema, pick),
    link: memory.linkTo(planned.id),
    address: who.pick % 4 === 0 ? {} : memory.address(target, who.pick),
  })
}

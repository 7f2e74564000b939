import type { PlannedBody } from './bodies.ts'
import type { Target } from './catalogue.ts'
import type { Makers } from './makers.ts'
import type { Memory } from './memory.ts'
import type { Planned } from './requests.ts'
import { Borrowed, isFields, type Template } from './template.ts'

/** How often it is asked for what a request needs. */
const TRIES = 3

/**
 * Requests that make what a planned one is to name, where nobody has said it yet. Each is made up when the one before
 * it was answered.
 */
export function* preparations(
  planned: Planned,
  target: Target,
  { memory, makers }: { memory: Memory; makers: Makers },
): Generator<Planned> {
  const { path, body, who } = planned
  const pool = memory.poolOf(target.vendor, who.tenant)
  const asSame = (maker: Planned | undefined): Planned[] =>
    maker ? [{ ...maker, who: { ...maker.who, tenant: who.tenant } }] : []
  if (body.kind === 'earlier' && memory.document(body.schema, 0) === undefined)
    yield* asSame(makers.ofDocument(body.schema, body.pick))
  if (planned.follows && memory.linkTo(planned.id) === undefined) yield* asSame(makers.ofLink(target, who.pick))
  // Where several ids have to belong together, it is not enough to know some of each.
  const isLost = Object.keys(path).length > 1 && Object.keys(memory.address(target, 0)).length === 0
  const wanted = [
    ...Object.entries(path).map(([name, value]) => ({ name, value })),
    ...namedIn(body).map((value) => ({ name: undefined, value })),
  ]
  for (const { name, value } of wanted) {
    if (!(value instanceof Borrowed)) continue
    for (let time = 0; time < (isLost ? 1 : TRIES) && (isLost || pool.lend(value) === undefined); time++) {
      const another = new Borrowed(value.names, value.pick + time * 7, value.otherwise)
      yield* asSame(name === undefined ? makers.ofName(target, another) : makers.ofParameter(target, name, another))
    }
  }
}

/** What a body names at its top. */
export function namedIn(body: PlannedBody): Template[] {
  if (body.kind === 'form') return body.fields.map(([, value]) => value)
  return body.kind === 'json' && isFields(body.value) ? Object.values(body.value) : []
}

import fc from 'fast-check'
import { isReference, namesOf } from './pool.ts'
import { Borrowed, isFields, type Template } from './template.ts'

/** A sample of the contract: as it is, or with each name of a thing the name of one that there is. */
export const fromSample = (sample: Template): fc.Arbitrary<Template> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(sample) },
    { weight: 3, arbitrary: fc.nat(999).map((pick) => borrowing(sample, { pick, name: '', within: '' })) },
  )

/** A sample with a field of each of its objects as somebody else has it. */
export function varied(sample: Template, other: Template, at: number): Template {
  if (!isFields(sample) || !isFields(other)) return sample
  const names = Object.keys(sample).filter((name) => name in other)
  const chosen = names[at % (names.length + 1)]
  const entries = names.map((name) => {
    const [own = null, others = null] = [sample[name], other[name]]
    return [name, isFields(own) ? varied(own, others, at + 1) : name === chosen ? others : own] as const
  })
  return { ...sample, ...Object.fromEntries(entries) }
}

type Place = { pick: number; name: string; within: string }

function borrowing(sample: Template, { pick, name, within }: Place): Template {
  if (Array.isArray(sample)) return sample.map((item, at) => borrowing(item, { pick: pick + at, name, within }))
  if (isFields(sample)) {
    const entries = Object.entries(sample).map(
      ([field, inner], at) => [field, borrowing(inner, { pick: pick + at * 3, name: field, within: name })] as const,
    )
    return Object.fromEntries(entries)
  }
  return typeof sample === 'string' && isReference(name) ? new Borrowed(namesOf(name, within), pick, sample) : sample
}

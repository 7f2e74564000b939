import { customers } from '../../../../src/vendors/legaltalent/customer.ts'
import { isCurrent, type Subject, subjects } from '../../../../src/vendors/legaltalent/subject.ts'
import type { Invariant, StepInvariant } from '../invariant.ts'

/** A subject whose time is over has left, and its seat is free. */
export const subjectsAreCurrent: Invariant = ({ store, clock }) =>
  [...store.table(subjects).all()]
    .filter((subject) => !isCurrent(subject, clock.now()))
    .map(({ id }) => `subject ${id} is still there after its time`)

/** A customer that is monitored is so by a subject that stands for it. */
export const monitoredBySubjects: Invariant = ({ store }) =>
  [...store.table(customers).all()].flatMap(({ id, monitoring }) => {
    const { subject_id } = monitoring
    if (!monitoring.enabled && !subject_id) return []
    const subject = store.table(subjects).get(subject_id ?? '')
    return subject?.customer_id === id ? [] : [`customer ${id} is monitored by nobody`]
  })

/** As many seats are used as there are subjects. */
export const seatsAreSubjects: StepInvariant = ({ id, answer, after }) => {
  if (id !== 'legaltalent.getSeats' || answer.status !== 200) return []
  const { data } = answer.json as { data: { tenant_id: string; total: number; used: number; available: number } }
  const all = [...(after.rows.get(subjects.name)?.values() ?? [])] as Subject[]
  const there = all.filter(({ tenant }) => tenant === data.tenant_id).length
  const isRight = data.used === there && data.available === Math.max(0, data.total - there)
  return isRight ? [] : [`${data.used} seats are used, and there are ${there} subjects`]
}

import { fieldProblem } from '../../core/problem.ts'
import type { CustomField, Step } from './workflow.ts'

/**
 * Refuses steps that nobody could walk through: numbers with gaps, names that come twice, conditions on fields that are
 * not there. Throws a Problem of kind `invalid` that names the first such place.
 */
export function requireSound(steps: readonly Step[]): void {
  const limited = steps.findIndex(({ entity_types }) => entity_types !== undefined)
  if (limited >= 0) {
    const place = `steps.${limited}.entity_types`
    throw fieldProblem('invalid', place, `${place} are only for a step of related parties`)
  }
  requireSoundSteps(steps, 'steps')
}

function requireSoundSteps(steps: readonly Step[], place: string): void {
  refuseTwins(steps, ({ step_id }) => step_id, place, 'step_id')
  requireNumbered(steps, place)
  const keys = steps.flatMap(({ custom_fields }) => custom_fields).flatMap(({ field_key }) => field_key ?? [])
  refuseTwins(keys, (key) => key, `${place} custom_fields`, 'field_key')
  for (const [at, step] of steps.entries()) requireSoundStep(step, `${place}.${at}`)
}

function requireSoundStep(step: Step, place: string): void {
  refuseTwins(
    step.document_requirements,
    (each) => each.document_type,
    `${place}.document_requirements`,
    'document_type',
  )
  requireSoundFields(step.custom_fields, `${place}.custom_fields`)
  if (!step.subsession_steps) return
  const nested = `${place}.subsession_steps`
  if (step.type !== 'subsession_collection') {
    throw fieldProblem('invalid', nested, `${nested} are only for a step of type subsession_collection`)
  }
  if (step.subsession_steps.some(({ type }) => type === 'subsession_collection')) {
    throw fieldProblem('invalid', nested, `${nested} must not collect subsessions`)
  }
  requireSoundSteps(step.subsession_steps, nested)
}

function requireSoundFields(fields: readonly CustomField[], place: string): void {
  refuseTwins(fields, ({ field_id }) => field_id, place, 'field_id')
  for (const [at, field] of fields.entries()) {
    const { type, options, conditional_logic, validation_rules, fields: inner } = field
    const own = `${place}.${at}`
    requireNames(field, own)
    if ((type === 'select' || type === 'multi_select') && !options) {
      throw fieldProblem('missing', `${own}.options`, `${own}.options is required for a field of type ${type}`)
    }
    if (conditional_logic && !fields.slice(0, at).some(({ field_id }) => field_id === conditional_logic.field)) {
      const path = `${own}.conditional_logic.field`
      throw fieldProblem('invalid', path, `${path} must be a field that comes before it in the step`)
    }
    if (validation_rules?.pattern !== undefined) requirePattern(validation_rules.pattern, `${own}.validation_rules`)
    if (inner) requireSoundFields(inner, `${own}.fields`)
  }
}

/** People of a role go into the organization by their names. */
function requireNames({ type, entity_role, fields }: CustomField, place: string): void {
  if (type !== 'entity_array' || entity_role === undefined || !fields) return
  const isNamed = fields.some(
    (inner) =>
      (inner.field_id === 'full_name' || inner.field_key === 'full_name') &&
      (inner.type === 'name' || inner.type === 'text'),
  )
  if (isNamed) return
  const path = `${place}.fields`
  throw fieldProblem(
    'missing',
    path,
    `${path} must have the field full_name, a name or text, as there is an entity_role`,
  )
}

function requirePattern(pattern: string, place: string): void {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw fieldProblem('invalid', `${place}.pattern`, `${place}.pattern is not a regular expression`)
  }
}

function requireNumbered(steps: readonly Step[], place: string): void {
  const orders = steps.map(({ order }) => order).sort((one, other) => one - other)
  const gap = orders.findIndex((order, at) => order !== at + 1)
  if (gap < 0) return
  throw fieldProblem(
    'invalid',
    place,
    `${place} must be numbered from 1 without gaps; order ${gap + 1} is not there once`,
  )
}

function refuseTwins<T>(rows: readonly T[], nameOf: (row: T) => string, place: string, what: string): void {
  const seen = new Set<string>()
  for (const row of rows) {
    const name = nameOf(row)
    if (seen.has(name)) throw fieldProblem('invalid', place, `${place} has the ${what} ${name} twice`)
    seen.add(name)
  }
}

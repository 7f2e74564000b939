import { isJsonObject } from '../../core/json-object.ts'
import { fieldProblem } from '../../core/problem.ts'
import { compares } from './comparing.ts'
import { checkedValue } from './field-value.ts'
import type { CustomField } from './workflow.ts'

/**
 * The answers to the fields of a form, checked: required ones are there, each has its field's type, and nothing else
 * is. Fields whose condition does not hold are left out. Throws a Problem, `missing` or `invalid`, about the first.
 */
export function checkedForm(
  fields: readonly CustomField[],
  given: Readonly<Record<string, unknown>>,
  place: string,
): Record<string, unknown> {
  const stray = Object.keys(given).find((name) => !fields.some(({ field_id }) => field_id === name))
  if (stray !== undefined) throw fieldProblem('invalid', `${place}.${stray}`, `${place}.${stray} is not a field here`)
  const answers = new Map<string, unknown>()
  for (const field of fields) {
    const { conditional_logic: condition } = field
    if (condition && !compares(answers.get(condition.field), condition.operator, condition.value)) continue
    const answer = Object.hasOwn(given, field.field_id) ? given[field.field_id] : field.default_value
    const path = `${place}.${field.field_id}`
    if (!isBlank(answer)) answers.set(field.field_id, checkedAnswer(field, answer, path))
    else if (field.required) throw fieldProblem('missing', path, `${path} is required`)
  }
  return Object.fromEntries(answers)
}

/** What counts as no answer. */
const isBlank = (answer: unknown): boolean =>
  answer === undefined ||
  answer === null ||
  (typeof answer === 'string' && answer.trim() === '') ||
  (Array.isArray(answer) && answer.length === 0)

/** Parts of a form that have fields of their own. */
function checkedAnswer(field: CustomField, answer: unknown, path: string): unknown {
  if (field.type === 'address') return checkedForm(ADDRESS, objectAt(answer, path), path)
  const fields = fieldsOf(field)
  if (!fields) return checkedValue(field, answer, path)
  if (field.type === 'nested_object') return checkedForm(fields, objectAt(answer, path), path)
  return checkedList(fields, answer, path)
}

/** What an entry of a field has fields for, when it has some: its own, or the usual ones. An address is one value. */
export function fieldsOf({ type, fields }: CustomField): readonly CustomField[] | undefined {
  switch (type) {
    case 'nested_object':
      return fields ?? []
    case 'entity_array':
      return fields ?? ENTITY
    case 'sub_merchants':
      return fields ?? SUB_MERCHANT
    default:
      return undefined
  }
}

/** How many entries a list has at most. */
const LIST_LIMIT = 100

function checkedList(fields: readonly CustomField[], answer: unknown, path: string): unknown[] {
  if (!Array.isArray(answer)) throw fieldProblem('invalid', path, `${path} must be a list`)
  if (answer.length > LIST_LIMIT) throw fieldProblem('invalid', path, `${path} must have at most ${LIST_LIMIT} entries`)
  return answer.map((entry, at) => checkedForm(fields, objectAt(entry, `${path}.${at}`), `${path}.${at}`))
}

function objectAt(answer: unknown, path: string): Readonly<Record<string, unknown>> {
  if (!isJsonObject(answer)) throw fieldProblem('invalid', path, `${path} must be an object`)
  return answer
}

const part = (field_id: string, type: CustomField['type'], required: boolean): CustomField => ({
  field_id,
  name: field_id,
  type,
  required,
})

/** What these have when a field does not say. */
const ADDRESS = [
  part('street', 'text', true),
  part('city', 'text', true),
  part('state', 'text', false),
  part('postal_code', 'text', false),
  part('country', 'country', true),
]
const ENTITY = [
  part('full_name', 'name', true),
  { ...part('ownership_percentage', 'number', false), validation_rules: { min: 0, max: 100 } },
  part('nationality', 'country', false),
  part('document_id', 'text', false),
]
const SUB_MERCHANT = [part('name', 'name', true), part('domain', 'domain', false), part('country', 'country', false)]

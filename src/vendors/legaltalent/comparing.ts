import type { components } from '../../contract/openapi.gen.ts'

type Operator = components['schemas']['LegalTalentOperator']

/** Whether an answer compares so with a value. Texts are compared whatever their case; no answer is only empty. */
export function compares(answer: unknown, operator: Operator, value: unknown): boolean {
  switch (operator) {
    case 'is_empty':
      return isEmpty(answer)
    case 'is_not_empty':
      return !isEmpty(answer)
    case 'not_equals':
      return !isSame(answer, value)
    case 'not_in':
      return !isAmong(answer, value)
    case 'equals':
      return isSame(answer, value)
    case 'in':
      return isAmong(answer, value)
    case 'contains':
      return Array.isArray(answer) ? isAmong(value, answer) : isPart(value, answer)
    case 'greater_than':
      return areOrdered(value, answer)
    case 'less_than':
      return areOrdered(answer, value)
  }
}

const isEmpty = (answer: unknown): boolean =>
  answer === undefined || answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(plain(one)) === JSON.stringify(plain(other))

const isAmong = (answer: unknown, values: unknown): boolean =>
  Array.isArray(values) && values.some((value) => isSame(answer, value))

const isPart = (part: unknown, text: unknown): boolean =>
  typeof part === 'string' && typeof text === 'string' && text.toLowerCase().includes(part.toLowerCase())

/** Numbers by their size, texts, as dates are, by the alphabet. */
const areOrdered = (low: unknown, high: unknown): boolean =>
  (typeof low === 'number' && typeof high === 'number' && low < high) ||
  (typeof low === 'string' && typeof high === 'string' && low < high)

const plain = (value: unknown): unknown => (typeof value === 'string' ? value.trim().toLowerCase() : value)

import { runInNewContext } from 'node:vm'
import { isJsonObject } from '../../core/json-object.ts'
import { fieldProblem } from '../../core/problem.ts'
import type { CustomField } from './workflow.ts'

/** The longest text, in characters. */
const TEXT_LIMIT = 10_000

/** How long a pattern of a workflow may look at a text, in ms. */
const PATTERN_TIME = 50

type Format = { isGood: (text: string) => boolean; what: string }

const matching = (pattern: RegExp, what: string): Format => ({ isGood: (text) => pattern.test(text), what })

/** What a text must look like, by the type of its field. */
const FORMATS: Partial<Record<CustomField['type'], Format>> = {
  date: { isGood: isDate, what: 'a date of the form 2026-04-20' },
  email: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
  phone: matching(/^\+?[0-9][0-9 ()-]{4,24}$/, 'a telephone number'),
  url: matching(/^https?:\/\/\S+$/i, 'an http or https URL'),
  country: matching(/^[A-Za-z]{2}$/, 'a country code of two letters'),
  wallet: matching(/^[A-Za-z0-9]{20,128}$/, 'the address of a wallet'),
  domain: matching(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i, 'a domain'),
}

/** A simple answer, as it is stored. Throws a Problem of kind `invalid` when it is not what its field asks for. */
export function checkedValue(field: CustomField, answer: unknown, path: string): unknown {
  switch (field.type) {
    case 'number':
      return checkedNumber(field, answer, path)
    case 'boolean':
      if (typeof answer === 'boolean') return answer
      throw wrong(path, 'must be true or false')
    case 'multi_select':
      if (!Array.isArray(answer)) throw wrong(path, 'must be a list')
      return [...new Set(answer.map((each) => chosen(field, each, path)))]
    case 'select':
      return chosen(field, answer, path)
    default:
      return checkedText(field, answer, path)
  }
}

function checkedNumber({ validation_rules: rules = {} }: CustomField, answer: unknown, path: string): number {
  if (typeof answer !== 'number') throw wrong(path, 'must be a number')
  if (rules.min !== undefined && answer < rules.min) throw wrong(path, `must be at least ${rules.min}`)
  if (rules.max !== undefined && answer > rules.max) throw wrong(path, `must be at most ${rules.max}`)
  return answer
}

function chosen({ options = [] }: CustomField, answer: unknown, path: string): string {
  const option = options.find((each) => each === answer)
  if (option === undefined) throw wrong(path, `must be one of ${options.join(', ')}`)
  return option
}

function checkedText({ type, validation_rules: rules = {} }: CustomField, answer: unknown, path: string): string {
  if (typeof answer !== 'string') throw wrong(path, 'must be text')
  const text = type === 'country' ? answer.trim().toUpperCase() : answer.trim()
  const { min_length = 0, max_length = TEXT_LIMIT } = rules
  if (text.length < min_length) throw wrong(path, `must have at least ${min_length} characters`)
  if (text.length > Math.min(max_length, TEXT_LIMIT)) {
    throw wrong(path, `must have at most ${Math.min(max_length, TEXT_LIMIT)} characters`)
  }
  const format = FORMATS[type]
  if (format && !format.isGood(text)) throw wrong(path, `must be ${format.what}`)
  if (rules.pattern !== undefined && !fits(text, rules.pattern)) throw wrong(path, `must match ${rules.pattern}`)
  return text
}

/** Whether a text fits a pattern that a client wrote; one that takes for ever does not, and holds up nobody. */
function fits(text: string, pattern: string): boolean {
  try {
    return runInNewContext('new RegExp(pattern, "u").test(text)', { pattern, text }, { timeout: PATTERN_TIME }) === true
  } catch (error) {
    const isLate = isJsonObject(error) && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    if (!isLate) throw error
    return false
  }
}

/** Whether a text is a day of the calendar, of the form 2026-04-20. */
export function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const wrong = (path: string, reason: string) => fieldProblem('invalid', path, `${path} ${reason}`)

import type { ErrorObject } from 'ajv'

/** One way in which a value is not what the contract says. */
export type Issue = {
  /** "Missing" and "wrong" are different answers. */
  kind: 'missing' | 'invalid' | 'unknown'
  in: 'path' | 'query' | 'header' | 'body'
  /** Dotted, `address.zipcode`; empty for the whole. */
  field: string
  message: string
  /** For an unknown field: the names it could have been. */
  known?: readonly string[]
}

/** Above this many allowed values a message does not list them. */
const LISTED_VALUES = 12

/** The validator's errors as issues: one a field, in the validator's order. */
export function toIssues(errors: readonly ErrorObject[], place: Issue['in']): Issue[] {
  const issues = new Map<string, Issue>()
  for (const error of errors) {
    const issue = toIssue(error, place)
    if (!issues.has(issue.field)) issues.set(issue.field, issue)
  }
  return [...issues.values()]
}

function toIssue(error: ErrorObject, place: Issue['in']): Issue {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (error.keyword === 'required') {
    const field = [...path, String(error.params.missingProperty)].join('.')
    return { kind: 'missing', in: place, field, message: `${field} is required` }
  }
  const field = path.join('.')
  return { kind: 'invalid', in: place, field, message: `${field === '' ? `the ${place}` : field} ${reasonOf(error)}` }
}

/** Whether a schema's own words fit. What a text must not be says nothing to somebody who has sent no text. */
const isAbout = (own: string, keyword: string): boolean =>
  ['pattern', 'enum', 'minLength'].includes(keyword) || (keyword === 'type' && !own.startsWith('must not '))

function reasonOf(error: ErrorObject): string {
  const own: unknown = error.parentSchema?.['x-error']
  if (typeof own === 'string' && isAbout(own, error.keyword)) return own
  const params: Record<string, unknown> = error.params
  switch (error.keyword) {
    case 'type':
      return `must be ${[params.type].flat().join(' or ')}`
    case 'enum': {
      const allowed = Array.isArray(params.allowedValues) ? params.allowedValues : []
      return allowed.length > LISTED_VALUES
        ? 'is not one of the supported values'
        : `must be one of ${allowed.join(', ')}`
    }
    case 'minLength':
      return params.limit === 1 ? 'must not be empty' : `must have at least ${String(params.limit)} characters`
    case 'maxLength':
      return `must have at most ${String(params.limit)} characters`
    case 'minimum':
    case 'maximum':
      return `must be ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${String(params.limit)}`
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${error.keyword === 'exclusiveMinimum' ? 'more' : 'less'} than ${String(params.limit)}`
    case 'minItems':
    case 'minProperties':
    case 'maxItems':
    case 'maxProperties': {
      const what = error.keyword.endsWith('Items') ? ['entry', 'entries'] : ['field', 'fields']
      const bound = error.keyword.startsWith('min') ? 'at least' : 'at most'
      return `must have ${bound} ${String(params.limit)} ${params.limit === 1 ? what[0] : what[1]}`
    }
    case 'uniqueItems':
      return 'must not have the same entry twice'
    case 'format':
      return `must be a valid ${String(params.format)}`
    default:
      return error.message ?? 'is wrong'
  }
}

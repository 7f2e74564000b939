import { ROW_FORMATS } from './row-formats.ts'

/** The keywords of JSON Schema that types of rows are made of. */
export type RowSchema = {
  type?: string | readonly string[]
  format?: string
  const?: unknown
  enum?: readonly unknown[]
  properties?: Readonly<Record<string, RowSchema>>
  required?: readonly string[]
  items?: RowSchema
  additionalProperties?: RowSchema
  anyOf?: readonly RowSchema[]
}

type Test = (value: unknown) => boolean

/**
 * Makes a test of a schema: whether a value is what it says. The validator says the same, and why, but takes a while to
 * load, and every start looks at every row.
 */
export function fitting(schema: RowSchema): Test {
  const { type, format, anyOf, items } = schema
  const tests: Test[] = []
  if (type !== undefined) tests.push(ofType([type].flat()))
  const form = format === undefined ? undefined : ROW_FORMATS[format]
  if (form) tests.push((value) => typeof value !== 'string' || form.test(value))
  if ('const' in schema) tests.push((value) => value === schema.const)
  if (schema.enum) {
    const values = new Set(schema.enum)
    tests.push((value) => values.has(value))
  }
  if (anyOf) {
    const any = anyOf.map(fitting)
    tests.push((value) => any.some((test) => test(value)))
  }
  if (items) {
    const item = fitting(items)
    tests.push((value) => !Array.isArray(value) || value.every(item))
  }
  tests.push(...testsOfObject(schema))
  return all(tests)
}

function testsOfObject({ properties = {}, required = [], additionalProperties }: RowSchema): Test[] {
  const names = new Set(required)
  const own = Object.entries(properties).map(([name, inner]) => ({
    name,
    test: fitting(inner),
    isNeeded: names.has(name),
  }))
  const missing = required.filter((name) => !Object.hasOwn(properties, name))
  const others = additionalProperties && fitting(additionalProperties)
  if (own.length + missing.length === 0 && !others) return []
  return [
    (value) => {
      if (!isObject(value)) return true
      for (const { name, test, isNeeded } of own) {
        const inner = value[name]
        // JSON has no undefined.
        if (inner === undefined ? isNeeded : !test(inner)) return false
      }
      if (!missing.every((name) => Object.hasOwn(value, name))) return false
      return !others || Object.keys(value).every((name) => Object.hasOwn(properties, name) || others(value[name]))
    },
  ]
}

function ofType(types: readonly string[]): Test {
  const [only, ...more] = types
  if (more.length === 0 && (only === 'string' || only === 'number' || only === 'boolean'))
    return (value) => typeof value === only
  return (value) => types.includes(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)
}

function all(tests: readonly Test[]): Test {
  const [first = () => true, second, ...more] = tests
  if (!second) return first
  if (more.length === 0) return (value) => first(value) && second(value)
  return (value) => tests.every((test) => test(value))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

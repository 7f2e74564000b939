import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Document, pointedAt, type SchemaObject } from './document.ts'
import { type Issue, toIssues } from './issue.ts'
import type { Operation, Parameter } from './outline.ts'

/** Raw texts by name; a list where a name was given more than once. */
export type RawParameters = ReadonlyMap<string, string | string[]>

const OPTIONS = {
  strict: false,
  allErrors: true,
  verbose: true,
  validateSchema: false,
  meta: false,
  discriminator: true,
} as const

/** The parameters of an operation in one place, and what checks them together. */
type ParameterCheck = { parameters: readonly Parameter[]; validate: ValidateFunction }

const NONE: readonly Issue[] = []

/**
 * Checks values against the contract. Parameters arrive as text and are coerced; a JSON body has types, and coercing
 * it would store `5` as `"5"` - hence two compilers. Each schema is compiled on its first use.
 */
export class Checker {
  readonly #document: Document
  readonly #strict: Ajv2020
  readonly #coercing: Ajv2020
  readonly #compiled = new Map<string, ValidateFunction>()
  readonly #schemas = new Map<string, unknown>()
  /** By schema, of those that were looked at. */
  readonly #properties = new WeakMap<SchemaObject, Map<string, SchemaObject> | undefined>()
  /** By place and operation: looked up by every request. */
  readonly #parameters = {
    path: new Map<Operation, ParameterCheck>(),
    query: new Map<Operation, ParameterCheck>(),
    header: new Map<Operation, ParameterCheck>(),
  }

  constructor(document: Document) {
    this.#document = document
    // Infinity, which is what 1e400 is read as, could not be kept. A page of so many rows is one of all of them.
    this.#strict = new Ajv2020({ ...OPTIONS, useDefaults: true, strictNumbers: true })
    this.#coercing = new Ajv2020({ ...OPTIONS, coerceTypes: 'array' })
    for (const ajv of [this.#strict, this.#coercing]) {
      addFormats.default(ajv)
      ajv.addSchema(document, 'openapi')
    }
  }

  /** Typed values of the parameters in one place, and what is wrong with them. A blank text counts as absent. */
  parameters(
    operation: Operation,
    place: Parameter['in'],
    raw: RawParameters,
  ): { values: Record<string, unknown>; issues: readonly Issue[] } {
    const { parameters, validate } = this.#checkOf(operation, place)
    if (parameters.length === 0 && raw.size === 0) return { values: {}, issues: NONE }
    const values: Record<string, unknown> = {}
    const issues: Issue[] = []
    for (const { name, default: preset, isInteger, isList } of parameters) {
      const text = raw.get(name)
      const value = text === undefined || text === '' ? preset : text
      if (value !== undefined) values[name] = value
      if (Array.isArray(text) && !isList) {
        issues.push({ kind: 'invalid', in: place, field: name, message: `${name} was given more than once` })
      }
      // The validator would take `0x10` and `1e2` for whole numbers.
      if (isInteger && typeof text === 'string' && text !== '' && !/^-?\d+$/.test(text)) {
        issues.push({ kind: 'invalid', in: place, field: name, message: `${name} must be integer` })
      }
    }
    if (!validate(values)) {
      const said = new Set(issues.map(({ field }) => field))
      issues.push(...toIssues(validate.errors ?? [], place).filter(({ field }) => !said.has(field)))
    }
    if (place === 'query') issues.push(...unknownNames(raw, parameters))
    return { values, issues }
  }

  /** What is wrong with a JSON value at a place of the contract; unknown fields included. Fills in defaults. */
  body(schema: string, value: unknown): Issue[] {
    return [...this.conforms(schema, value), ...this.#unknownFields(this.#schemaAt(schema), value, [])]
  }

  /** The same without unknown fields, for what the sandbox itself sends. */
  conforms(schema: string, value: unknown): Issue[] {
    const validate = this.#compile(schema, () => this.#strict.compile({ $ref: toReference(schema) }))
    return validate(value) ? [] : toIssues(validate.errors ?? [], 'body')
  }

  /** The schema at a place. */
  #schemaAt(pointer: string): unknown {
    if (!this.#schemas.has(pointer)) this.#schemas.set(pointer, pointedAt(this.#document, pointer))
    return this.#schemas.get(pointer)
  }

  #checkOf(operation: Operation, place: Parameter['in']): ParameterCheck {
    const found = this.#parameters[place].get(operation)
    if (found) return found
    const parameters = operation.parameters.filter((parameter) => parameter.in === place)
    const validate = this.#coercing.compile({
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, { $ref: toReference(schema) }])),
      required: parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    })
    const made = { parameters, validate }
    this.#parameters[place].set(operation, made)
    return made
  }

  #compile(name: string, compile: () => ValidateFunction): ValidateFunction {
    const found = this.#compiled.get(name)
    if (found) return found
    const made = compile()
    this.#compiled.set(name, made)
    return made
  }

  #unknownFields(schema: unknown, value: unknown, path: string[]): Issue[] {
    const properties = this.#propertiesOf(schema)
    if (!properties || typeof value !== 'object' || value === null || Array.isArray(value)) return []
    const known = [...properties.keys()]
    return Object.entries(value).flatMap(([name, inner]) => {
      const field = [...path, name]
      if (!properties.has(name)) {
        return {
          kind: 'unknown',
          in: 'body',
          field: field.join('.'),
          message: `${field.join('.')} is not known`,
          known,
        } satisfies Issue
      }
      return this.#unknownFields(properties.get(name), inner, field)
    })
  }

  /** Every property a schema knows; undefined when it takes any. */
  #propertiesOf(schema: unknown): Map<string, SchemaObject> | undefined {
    if (!isSchema(schema)) return undefined
    if (this.#properties.has(schema)) return this.#properties.get(schema)
    const found = this.#collectProperties(schema)
    this.#properties.set(schema, found)
    return found
  }

  #collectProperties(schema: SchemaObject): Map<string, SchemaObject> | undefined {
    if (schema.$ref) return this.#propertiesOf(pointedAt(this.#document, schema.$ref))
    if (schema.additionalProperties) return undefined
    const inherited = (schema.allOf ?? []).flatMap((part) => [...(this.#propertiesOf(part) ?? [])])
    const own = Object.entries(schema.properties ?? {})
    return inherited.length + own.length > 0 ? new Map([...inherited, ...own]) : undefined
  }
}

function unknownNames(raw: RawParameters, parameters: readonly Parameter[]): Issue[] {
  const isKnown = (name: string): boolean => parameters.some((parameter) => parameter.name === name)
  const issues: Issue[] = []
  for (const name of raw.keys()) {
    if (isKnown(name)) continue
    // The one name that no reader of our answers should ever meet as a key.
    const kind = name === '__proto__' ? 'invalid' : 'unknown'
    const known = parameters.map((parameter) => parameter.name)
    issues.push({ kind, in: 'query', field: name, message: `${name} is not known`, known })
  }
  return issues
}

/** A place in the document as the validator addresses it. */
const toReference = (pointer: string): string => `openapi#${pointer.split('/').map(encodeURIComponent).join('/')}`

const isSchema = (value: unknown): value is SchemaObject => typeof value === 'object' && value !== null

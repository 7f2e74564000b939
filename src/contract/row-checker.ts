import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { toIssues } from './issue.ts'
import { ROW_FORMATS } from './row-formats.ts'

/** Holds rows against JSON schemas, of which there is one for each collection. */
export class RowChecker {
  readonly #schemas: Readonly<Record<string, object>>
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false, meta: false, formats: ROW_FORMATS })
  readonly #compiled = new Map<string, ValidateFunction>()

  constructor(schemas: Readonly<Record<string, object>>) {
    this.#schemas = schemas
  }

  /** What is wrong with a row of a collection; undefined when nothing is, and where nobody says what it should be. */
  objection(collection: string, row: unknown): string | undefined {
    const validate = this.#checkOf(collection)
    return !validate || validate(row) ? undefined : toIssues(validate.errors ?? [], 'body')[0]?.message
  }

  #checkOf(collection: string): ValidateFunction | undefined {
    const found = this.#compiled.get(collection)
    const schema = Object.hasOwn(this.#schemas, collection) ? this.#schemas[collection] : undefined
    if (found || !schema) return found
    const made = this.#ajv.compile(schema)
    this.#compiled.set(collection, made)
    return made
  }
}

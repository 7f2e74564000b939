/**
 * A JSON value that is written down before anything is sent: some of its leaves are only known when their turn has
 * come, and some cannot be said as a value of the language.
 */
export type Template = null | boolean | number | string | Template[] | TemplateFields | Borrowed | Literal
export type TemplateFields = { [name: string]: Template }

/** A value that the sandbox said earlier under one of these names. `pick` says which; `otherwise`, when there is none. */
export class Borrowed {
  readonly names: readonly string[]
  readonly pick: number
  readonly otherwise: Template

  constructor(names: readonly string[], pick: number, otherwise: Template) {
    this.names = names
    this.pick = pick
    this.otherwise = otherwise
  }
}

/** A piece of JSON as it is sent, `1e400` or `-0`. */
export class Literal {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Undefined when there is nothing to lend. */
export type Lender = (borrowed: Borrowed) => string | number | undefined

export const isFields = (value: Template | undefined): value is TemplateFields =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Borrowed) &&
  !(value instanceof Literal)

/** The JSON that is sent. */
export function toJson(template: Template, lend: Lender): string {
  if (template instanceof Literal) return template.text
  if (template instanceof Borrowed) {
    const lent = lend(template)
    return lent === undefined ? toJson(template.otherwise, lend) : JSON.stringify(lent)
  }
  if (Array.isArray(template)) return `[${template.map((item) => toJson(item, lend)).join(',')}]`
  if (!isFields(template)) return JSON.stringify(template)
  const fields = Object.entries(template).map(([name, value]) => `${JSON.stringify(name)}:${toJson(value, lend)}`)
  return `{${fields.join(',')}}`
}

/** The same for a place that takes text: a path, a query, a header, a field of a form. */
export function toPlain(template: Template, lend: Lender): string {
  if (template instanceof Borrowed) {
    const lent = lend(template)
    return lent === undefined ? toPlain(template.otherwise, lend) : String(lent)
  }
  return typeof template === 'string' ? template : toJson(template, lend)
}

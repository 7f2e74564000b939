import { type Place, placeOf, strayControl } from './json-keys.ts'

/** A JSON value that knows where it stands in its text. Lines and columns count from 1. */
export type Located = {
  line: number
  column: number
  value: unknown
  /** Of an object, in the order of the text; where the name stands, beside its value. */
  members: readonly { name: string; line: number; column: number; value: Located }[]
  /** Of a list. */
  elements: readonly Located[]
}

/** The text is not JSON, from this place on. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  readonly line: number
  readonly column: number

  constructor({ line, column }: Place, options?: ErrorOptions) {
    super(`This is not JSON, from line ${line}, column ${column} on`, options)
    this.line = line
    this.column = column
  }
}

/** Parses a JSON text. Slower than `JSON.parse`; for small texts that a person wrote. Throws a JsonFault. */
export async function locate(text: string): Promise<Located> {
  const momoa = await import('@humanwhocodes/momoa')
  type Node = Parameters<typeof momoa.evaluate>[0]
  const located = (node: Node): Located => ({
    ...startOf(node),
    value: momoa.evaluate(node),
    members:
      node.type === 'Object'
        ? node.members.map(({ name, value }) => ({
            name: name.type === 'String' ? name.value : name.name,
            ...startOf(name),
            value: located(value),
          }))
        : [],
    elements: node.type === 'Array' ? node.elements.map(({ value }) => located(value)) : [],
  })
  try {
    const { body } = momoa.parse(text)
    // It lets that pass.
    const stray = strayControl(text)
    if (stray !== undefined) throw new JsonFault(placeOf(text, stray))
    return located(body)
  } catch (error) {
    if (!(error instanceof Error) || !('line' in error) || !('column' in error)) throw error
    throw new JsonFault({ line: Number(error.line), column: Number(error.column) }, { cause: error })
  }
}

const startOf = ({ loc }: { loc: { start: { line: number; column: number } } }) => ({
  line: loc.start.line,
  column: loc.start.column,
})

import { readIfThere } from './document.ts'
import type { Operation, Outline } from './outline.ts'

/** Operations share most of their responses, and the file names each once: what is short is quick to read. */
type Written = Omit<Outline, 'operations'> & { operations: WrittenOperation[]; promises: Promised[] }
type WrittenOperation = Omit<Operation, 'body' | 'responses'> & {
  body?: Omit<NonNullable<Operation['body']>, 'schemas'> & { schemas: [string, string][] }
  /** A status, and which of the promises; none where there is no body. */
  responses: [number, number | null][]
}
type Promised = { mediaType: string; schema: string }

/** The outline that the build put beside this file; undefined in a checkout, where the yaml itself is read. */
export function loadOutline(): Outline | undefined {
  const text = readIfThere(new URL('./outline.json', import.meta.url))
  // The build has written it, with `writeOutline`.
  return text === undefined ? undefined : revived(JSON.parse(text) as Written)
}

/** An outline as the text of that file. */
export function writeOutline(outline: Outline): string {
  const numbers = new Map<string, number>()
  const promises: Promised[] = []
  const numbered = (promised: Promised): number => {
    const key = JSON.stringify(promised)
    const found = numbers.get(key)
    if (found !== undefined) return found
    numbers.set(key, promises.length)
    return promises.push(promised) - 1
  }
  const operations = outline.operations.map(
    ({ body, responses, ...operation }): WrittenOperation => ({
      ...operation,
      ...(body && { body: { ...body, schemas: [...body.schemas] } }),
      responses: [...responses].map(([status, promised]) => [status, promised ? numbered(promised) : null]),
    }),
  )
  return JSON.stringify({ ...outline, operations, promises } satisfies Written)
}

const revived = ({ operations, promises, ...outline }: Written): Outline => ({
  ...outline,
  operations: operations.map((operation) => {
    const { body, responses } = operation
    return {
      ...operation,
      body: body && { ...body, schemas: new Map(body.schemas) },
      responses: new Map(responses.map(([status, number]) => [status, number === null ? undefined : promises[number]])),
    }
  }),
})

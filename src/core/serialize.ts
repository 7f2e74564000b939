import type { Collections } from './collection.ts'
import { machine, nextTurn } from './machine.ts'

/** How long the serializer may hold the event loop at a time, in ms. */
const SLICE = 4
/** How much text it hands on at a time, in characters. */
const CHUNK = 256 * 1024

/**
 * The same text as `JSON.stringify(collections, null, 2)` of rows by id, a slice at a time, so that a large store
 * does not hold up requests. The rows are listed up front: later changes are not in it. Collections are in the order
 * of their names; empty ones are left out.
 */
export async function* serialize(collections: Collections): AsyncGenerator<string> {
  const listed = [...collections]
    .filter(([, rows]) => rows.size > 0)
    .map(([name, rows]) => ({ name, rows: [...rows.values()] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  let text = '{'
  let since = machine.elapsed()
  for (const [at, { name, rows }] of listed.entries()) {
    text += `${at > 0 ? ',' : ''}\n  ${JSON.stringify(name)}: {`
    for (const [position, row] of rows.entries()) {
      const json = JSON.stringify(row, null, 2).replaceAll('\n', '\n    ')
      text += `${position > 0 ? ',' : ''}\n    ${JSON.stringify(row.id)}: ${json}`
      if (text.length > CHUNK) {
        yield text
        text = ''
      }
      if (machine.elapsed() - since > SLICE) {
        await nextTurn()
        since = machine.elapsed()
      }
    }
    text += '\n  }'
  }
  yield `${text}${listed.length > 0 ? '\n' : ''}}\n`
}

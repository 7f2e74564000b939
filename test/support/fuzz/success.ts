import { type Document } from '../../../src/contract/document.ts'
import type { Operation } from '../../../src/contract/outline.ts'
import type { Target } from './catalogue.ts'
import type { Schema } from './schema.ts'

/** The `$ref` under which an operation's success is described, where a request may have the same. */
export function documentOf({ path, method, status }: Operation, document: Document): string | undefined {
  const response = document.paths[path]?.[method]?.responses[String(status)]
  const content = response && 'content' in response ? response.content : undefined
  const json = content?.['application/json'] as { schema?: { $ref?: string } } | undefined
  return json?.schema?.$ref
}

/** The schema of an answer when all goes well. */
export function successOf({ operation }: Target): Schema {
  const promised = operation.responses.get(operation.status)
  return promised?.mediaType.endsWith('json') ? { $ref: `#${promised.schema}` } : {}
}

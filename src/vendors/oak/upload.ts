import type { components } from '../../contract/openapi.gen.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'

/** The largest file, in bytes. The contract's limit of the whole form leaves room for its other fields. */
const FILE_LIMIT = 5 * 1024 * 1024

/** What a file is stored with besides its bytes. */
export type UploadFacts = { readonly name: string; readonly media_type: string; readonly size: number }

/** What there is to know of a file that was sent. Throws a Problem: `invalid` when it has no bytes, `too-large`. */
export function factsOf({ name, type, base64 }: components['schemas']['OakUpload']): UploadFacts {
  const size = Buffer.byteLength(base64, 'base64')
  if (size === 0) throw fieldProblem('invalid', 'file', 'file must not be empty')
  if (size > FILE_LIMIT) {
    const message = `file must be at most ${FILE_LIMIT} bytes`
    throw new Problem('too-large', message, { faults: [{ kind: 'invalid', in: 'body', field: 'file', message }] })
  }
  return { name: name || 'file', media_type: type || 'application/octet-stream', size }
}

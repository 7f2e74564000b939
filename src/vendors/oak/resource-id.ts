import { fieldProblem } from '../../core/problem.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The row that an id of a request means. Ids are shown as bare UUIDs; the newer generation of the API puts the kind of
 * resource before it, `cus_`, which is taken too. Throws a Problem of kind `invalid` when it is of another kind.
 */
export function rowIdOf(text: string, prefix: string, field: string): string {
  const [, given = '', bare = text] = /^([a-z]{2,8})_(.+)$/.exec(text) ?? []
  if (given !== '' && given !== prefix && UUID.test(bare)) {
    throw fieldProblem(
      'invalid',
      field,
      `${field} must not be the id of another kind of resource, ${given}_...`,
      'path',
    )
  }
  return (given === prefix ? bare : text).toLowerCase()
}

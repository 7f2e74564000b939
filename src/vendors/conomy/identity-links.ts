import type { Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { accountOf } from './account.ts'
import { type Identity, identityOf, type Permission } from './identity.ts'
import { toInstant } from './instant.ts'

/** Each id once. Throws a Problem of kind `not-found` unless all of them are identities of the tenant. */
export function requireIdentities(ids: readonly string[], clientId: string, reader: Reader): string[] {
  return [...new Set(ids)].map((id) => identityOf(clientId, id, reader).id)
}

/** An identity with these linked too; the same object when all of them were. */
export function linked(identity: Identity, ids: readonly string[], now: Date): Identity {
  const before = identity.children ?? []
  const added = ids.filter((id) => !before.includes(id))
  return added.length === 0 ? identity : { ...identity, children: [...before, ...added], updatedAt: toInstant(now) }
}

/** An identity without these links; the same object when there was none of them. */
export function unlinked(identity: Identity, ids: readonly string[], now: Date): Identity {
  const left = identity.children?.filter((id) => !ids.includes(id))
  if (!left || left.length === identity.children?.length) return identity
  return { ...identity, children: left, updatedAt: toInstant(now) }
}

/** An identity that may do this too; permissions for the same thing are joined. */
export function granted(identity: Identity, news: readonly Permission[]): Identity {
  const permissions = [...identity.permissions]
  for (const { resource, reference, permissions: added } of news) {
    const at = permissions.findIndex((one) => one.resource === resource && one.reference === reference)
    const joined = [...new Set([...(permissions[at]?.permissions ?? []), ...added])]
    permissions.splice(at < 0 ? permissions.length : at, 1, { resource, reference, permissions: joined })
  }
  return { ...identity, permissions }
}

/** An identity that may do nothing for `reference` any more; the same object when it might not before. */
export function revoked(identity: Identity, reference: string): Identity {
  const permissions = identity.permissions.filter((one) => one.reference !== reference)
  return permissions.length === identity.permissions.length ? identity : { ...identity, permissions }
}

/** Permissions stay within the tenant. Throws a Problem of kind `not-found` for what is not its own. */
export function requireGrantable(permissions: readonly Permission[], clientId: string, reader: Reader): void {
  for (const { resource, reference } of permissions) {
    if (resource === 'ACCOUNT') accountOf(clientId, reference, reader)
    else identityOf(clientId, reference, reader)
  }
}

/** Throws a Problem of kind `not-found` when there is no permission for `reference`. */
export function requireGranted({ id, permissions }: Identity, reference: string): void {
  if (permissions.some((one) => one.reference === reference)) return
  throw new Problem('not-found', `Identity ${id} has no permissions for ${reference.slice(0, 64)}`)
}

import { isDeepStrictEqual } from 'node:util'
import type { components } from '../../contract/openapi.gen.ts'
import { collection, key, type Reader, type Row } from '../../core/collection.ts'
import type { Instant } from '../../core/instant.ts'
import { fieldProblem, Problem } from '../../core/problem.ts'
import { callingCodeOf } from './calling-codes.ts'
import { requireFormat } from './identity-document.ts'
import { mergedProfile, type Profile } from './identity-profile.ts'
import { toInstant } from './instant.ts'

export type IdentityStatus = components['schemas']['ConomyIdentityStatus']
export type Permission = Readonly<components['schemas']['ConomyPermission']>
type IdentityInput = components['schemas']['ConomyIdentityInput']
type IdentityPatch = components['schemas']['ConomyIdentityPatch']

/** A user or an organization that owns accounts. Texts that are not set are empty, as the vendor shows them. */
export type Identity = Row &
  Profile & {
    readonly clientId: string
    readonly type: components['schemas']['ConomyIdentityType']
    readonly email: string
    readonly phone: string
    readonly documentNumber: string
    readonly documentType: string
    readonly idv: string
    readonly status: IdentityStatus
    /** Ids of the linked identities; null until there was one. */
    readonly children: readonly string[] | null
    readonly permissions: readonly Permission[]
    readonly createdAt: Instant
    readonly updatedAt: Instant
  }

export const identities = collection<Identity>()('conomy.identities', {
  byClient: (identity) => identity.clientId,
  byDocumentNumber: (identity) => key(identity.clientId, identity.documentNumber),
})

/** The tenant's identity with this id. Throws a Problem of kind `not-found`. */
export function identityOf(clientId: string, id: string, reader: Reader): Identity {
  const identity = reader.table(identities).get(id)
  if (identity?.clientId !== clientId) throw noIdentity(id)
  return identity
}

/** An identity of whichever tenant: an operator sees them all. Throws a Problem of kind `not-found`. */
export function anyonesIdentity(id: string, reader: Reader): Identity {
  const identity = reader.table(identities).get(id)
  if (!identity) throw noIdentity(id)
  return identity
}

/**
 * A new identity, ACTIVE at once, as in the vendor's sandbox. Throws a Problem of kind `invalid` for a document number
 * that is not of its type, and for a phone that is not of the country.
 */
export function createdIdentity(
  input: IdentityInput,
  { id, clientId, children, now }: { id: string; clientId: string; children: readonly string[] | null; now: Date },
): Identity {
  const { type = 'USER', email, phone, documentNumber, documentType, idv } = input
  requireFormat(documentNumber, documentType)
  requireCallingCode(phone, input.country)
  const at = toInstant(now)
  return {
    id,
    clientId,
    type,
    ...mergedProfile(undefined, input),
    email,
    phone,
    documentNumber,
    documentType,
    idv,
    status: 'ACTIVE',
    children,
    permissions: [],
    createdAt: at,
    updatedAt: at,
  }
}

/** An identity with another profile and other children; the same object when nothing changes. */
export function amendedIdentity(
  identity: Identity,
  patch: IdentityPatch,
  { children, now }: { children: readonly string[] | null; now: Date },
): Identity {
  const after = { ...identity, ...mergedProfile(identity, patch), children }
  return isDeepStrictEqual(after, identity) ? identity : { ...after, updatedAt: toInstant(now) }
}

/**
 * No two organizations of a tenant have the same document number; users may, with another e-mail or phone. Throws a
 * Problem of kind `duplicate`.
 */
export function requireDistinct({ clientId, type, documentNumber, email, phone }: Identity, reader: Reader): void {
  const others = reader.table(identities).where('byDocumentNumber', key(clientId, documentNumber))
  const isTaken = [...others].some(
    (other) => other.type === type && (type === 'ORGANIZATION' || (other.email === email && other.phone === phone)),
  )
  if (!isTaken) return
  const rest = type === 'ORGANIZATION' ? '' : ', this email and this phone'
  throw new Problem('duplicate', `A ${type} with documentNumber ${documentNumber}${rest} exists already`)
}

/** Throws a Problem of kind `state` when the identity owns accounts. */
export function requireWithoutAccounts({ id }: Identity, accounts: { readonly length: number }): void {
  if (accounts.length === 0) return
  throw new Problem('state', `Identity ${id} owns ${accounts.length} accounts, which come first`)
}

function requireCallingCode(phone: string, country: string | null | undefined): void {
  const code = country ? callingCodeOf(country) : undefined
  if (code === undefined || phone.startsWith(code)) return
  const message = `phone must begin with ${code}, the calling code of ${country}`
  throw fieldProblem('invalid', 'phone', message)
}

const noIdentity = (id: string): Problem => new Problem('not-found', `Identity ${id.slice(0, 64)} was not found`)

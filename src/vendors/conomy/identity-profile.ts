import type { components } from '../../contract/openapi.gen.ts'
import { type Address, mergedAddress } from './address.ts'

type Schemas = components['schemas']
type SecurityOptions = Readonly<NonNullable<Schemas['ConomyIdentity']['securityOptions']>>

type Text = 'nickname' | 'lastname' | 'gender' | 'externalId' | 'country'

/** What an identity may be patched with. Texts that are not set are empty, as the vendor shows them. */
export type Profile = { readonly [Name in Text]: string } & {
  readonly name: string
  readonly rules: Readonly<Record<string, unknown>> | null
  readonly securityOptions: SecurityOptions
  readonly bankAccount: Readonly<Schemas['ConomyIdentityBankAccount']>
  readonly address: Address
}

type ProfilePatch = Pick<Schemas['ConomyIdentityPatch'], keyof Profile>

const BLANK: Profile = {
  name: '',
  nickname: '',
  lastname: '',
  gender: '',
  externalId: '',
  country: '',
  rules: null,
  securityOptions: { twoFactorAuth: false, signTrx: false, signAccountsOperations: false },
  bankAccount: null,
  address: {},
}

/**
 * A profile after a patch: absent keys stay, `null` empties. The address and the security options are merged key by
 * key, rules and bank account are replaced. Without a profile before, a new one.
 */
export function mergedProfile(before: Profile = BLANK, patch: ProfilePatch): Profile {
  return {
    name: patch.name ?? before.name,
    nickname: text('nickname', before, patch),
    lastname: text('lastname', before, patch),
    gender: text('gender', before, patch),
    externalId: text('externalId', before, patch),
    country: text('country', before, patch),
    rules: patch.rules === undefined ? before.rules : patch.rules,
    securityOptions: mergedOptions(before.securityOptions, patch.securityOptions),
    bankAccount: patch.bankAccount === undefined ? before.bankAccount : patch.bankAccount,
    address: mergedAddress(before.address, patch.address),
  }
}

function text(name: Text, before: Profile, patch: ProfilePatch): string {
  const value = patch[name]
  return value === undefined ? before[name] : value?.trim() ? value : ''
}

/** Samples of requests say `twoFactorEnabled` for what answers call `twoFactorAuth`; both are taken. */
function mergedOptions(before: SecurityOptions, patch: Schemas['ConomySecurityOptions'] | undefined): SecurityOptions {
  if (patch === undefined) return before
  if (patch === null) return BLANK.securityOptions
  const accessControl = patch.accessControl ?? before.accessControl
  return {
    twoFactorAuth: patch.twoFactorAuth ?? patch.twoFactorEnabled ?? before.twoFactorAuth,
    signTrx: patch.signTrx ?? before.signTrx,
    signAccountsOperations: patch.signAccountsOperations ?? before.signAccountsOperations,
    ...(accessControl && { accessControl }),
  }
}

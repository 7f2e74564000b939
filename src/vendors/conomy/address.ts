import type { components } from '../../contract/openapi.gen.ts'

const PARTS = [
  'administrativeAreaLevel1',
  'administrativeAreaLevel2',
  'administrativeAreaLevel3',
  'street',
  'streetNumber',
  'optionalAddress',
  'country',
  'zipcode',
] as const

/** The parts of a postal address that are set; none of them is blank. */
export type Address = { readonly [Part in (typeof PARTS)[number]]?: string }

/** What a client may send as an address: `null` removes a part, or all of them. */
export type AddressInput = components['schemas']['ConomyAddress']

/** An address after a merge patch, part by part. A blank text removes, as null does; unknown parts are ignored. */
export function mergedAddress(before: Address, patch: AddressInput | undefined): Address {
  if (patch === undefined) return before
  const after: { -readonly [Part in keyof Address]: string } = {}
  for (const part of patch === null ? [] : PARTS) {
    const value = patch?.[part] === undefined ? before[part] : patch[part]
    if (value?.trim()) after[part] = value
  }
  return after
}

import type { SettingsOf } from '../vendor.ts'

/** Where the documentation leaves two readings open, the likelier one is the default and the other is a switch. */
export const settings = {
  uniqueDocumentNumber: {
    default: false,
    description: 'A document number that another customer of the tenant has is refused with 409, code 13',
  },
  clampCount: { default: false, description: 'A count over 500 means 500, instead of 400, code 11' },
  freeDocumentTypes: { default: false, description: 'Documents may be of any type, not only of the five listed' },
  refuseImmutableKeys: {
    default: false,
    description: 'A patch that gives a key of the server another value is refused with 400, code 11, not ignored',
  },
  levelChangedOnTierChange: {
    default: false,
    description: 'customer.levelChanged is also sent when operationLevel changes',
  },
} as const

export type ConomySettings = SettingsOf<typeof settings>

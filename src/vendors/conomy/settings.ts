import type { SettingsOf } from '../vendor.ts'
import { parseLimits } from './limits.ts'

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
  gatewayPatchStatus: {
    default: 201,
    values: [201, 200],
    description: 'What the gateway answers PATCH /customers/{customer-id} with',
  },
  errorAliases: {
    default: true,
    description: 'Errors of the gateway also carry statusCode, error and message, their older names',
  },
  accountsEnvelope: {
    default: 'both',
    values: ['both', 'nested', 'flat'],
    description: 'The shape of GET /accounts: the documented nesting, the flat form of other lists, or both',
  },
  reviewThresholds: {
    default:
      'ARS=1000000 CLP=1000000 COP=4000000 MXN=20000 PEN=4000 BOB=7000 PYG=7000000 BRL=5000 AUD=1500 CAD=1500 GBP=1000 USD=1000 EUR=1000 USDC=1000 USDT=1000',
    check: parseLimits,
    description:
      'From which amount on a payment is reviewed, by currency; `tenant/ARS=500000` for one tenant. A currency that is not listed is not reviewed',
  },
  topUpMinimums: {
    default: 'ARS=100 CLP=100 COP=500 MXN=10 PEN=1 BOB=1 PYG=1000 BRL=1 AUD=1 CAD=1 GBP=1 USD=1 EUR=1 USDC=1 USDT=1',
    check: parseLimits,
    description: 'Below which amount a top-up is turned away by the rail, by currency and tenant as above',
  },
} as const

export type ConomySettings = SettingsOf<typeof settings>

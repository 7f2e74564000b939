import type { components } from '../../contract/openapi.gen.ts'

export type MethodType = components['schemas']['OakPaymentMethodType']

/** Every one. */
export const METHOD_TYPES: readonly MethodType[] = [
  'bank',
  'card',
  'plaid',
  'virtual_account',
  'liquidation_address',
  'trading_wallet',
  'customer_wallet',
  'pix',
  'evm_address',
]

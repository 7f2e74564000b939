import type { components } from '../../contract/openapi.gen.ts'
import { oneOf } from './one-of.ts'

export type Provider = components['schemas']['OakProvider']
export type Role = components['schemas']['OakRole']

const PROVIDERS: readonly Provider[] = [
  'avenia',
  'mercado_pago',
  'bridge',
  'stripe',
  'pagar_me',
  'brla',
  'facilita_pay',
  'inter_bank',
  'wallet_service',
  'crowd_split',
  'konduto',
  'cel_coin',
  'cel_baas',
]

/** What a customer can be at a provider. */
export const ROLES: readonly Role[] = ['subaccount', 'customer', 'connected_account']

type Place = 'body' | 'query'

/** The provider that a text means. Throws a Problem of kind `invalid`. */
export const providerOf = (text: string, place: Place = 'body'): Provider => oneOf(PROVIDERS, text, 'provider', place)

/** The role that a text means. Throws a Problem of kind `invalid`. */
export const roleOf = (text: string, field = 'target_role'): Role => oneOf(ROLES, text, field)

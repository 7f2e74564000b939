import type { components } from '../../contract/openapi.gen.ts'
import { type Fault, problemOf } from '../../core/problem.ts'
import type { Customer } from './customer.ts'
import { oneOf } from './one-of.ts'
import { type Provider, ROLES, type Role } from './provider.ts'
import type { RegistrationStatus } from './registration-status.ts'

/** What a merchant has said to a provider: the contract knows the types of some, rows from elsewhere may have others. */
type ProviderData = Readonly<Record<string, unknown>>

const ACCOUNT_TYPES = ['standard', 'express', 'custom'] as const

/** What Stripe wants to know of a connected account. */
const CONNECTED_ACCOUNT = {
  account_type: { type: 'string', enum: ACCOUNT_TYPES },
  transfers_requested: { type: 'boolean' },
  card_payments_requested: { type: 'boolean' },
  tax_reporting_us_1099_k_requested: { type: 'boolean' },
  payouts_debit_negative_balances: { type: 'boolean' },
  external_account_collection_requested: { type: 'boolean' },
} as const

/** What is said to a provider as it is kept: the one enumerated value in lower case. */
export const writtenData = (data: ProviderData): ProviderData =>
  typeof data.account_type === 'string' ? { ...data, account_type: data.account_type.trim().toLowerCase() } : data

const isConnectedAccount = (provider: Provider, role: Role): boolean =>
  provider === 'stripe' && role === 'connected_account'

/** Throws a Problem of kind `invalid` when something is said to a provider that it does not know. */
export function requireKnown({ provider, role, data }: { provider: Provider; role: Role; data: ProviderData }): void {
  const { account_type } = data
  if (typeof account_type !== 'string' || !isConnectedAccount(provider, role)) return
  oneOf(ACCOUNT_TYPES, account_type, 'provider_data.account_type')
}

/**
 * What is submitted for a registration, as far as the provider knows its own. Throws a Problem of kind `missing` or
 * `invalid` that names all that Stripe needs for a connected account.
 */
export function requireSubmittable(
  customer: Customer,
  { provider, role, data }: { provider: Provider; role: Role; data: ProviderData },
): void {
  if (!isConnectedAccount(provider, role)) return
  const refusal = problemOf([...faultsOfCustomer(customer), ...faultsOfData(data)])
  if (refusal) throw refusal
  requireKnown({ provider, role, data })
}

function faultsOfCustomer({ country_code }: Customer): Fault[] {
  if (country_code !== undefined) return []
  return [{ kind: 'missing', in: 'body', field: 'country_code', message: 'country_code of the customer is required' }]
}

function faultsOfData(data: ProviderData): Fault[] {
  return Object.entries(CONNECTED_ACCOUNT).flatMap(([name, { type }]): Fault[] => {
    const field = `provider_data.${name}`
    const value = data[name] ?? undefined
    if (value === undefined) return [{ kind: 'missing', in: 'body', field, message: `${field} is required` }]
    return typeof value === type ? [] : [{ kind: 'invalid', in: 'body', field, message: `${field} must be ${type}` }]
  })
}

/** What a submission leads to at once. */
export function firstStatus(provider: Provider, role: Role): RegistrationStatus {
  if (provider === 'pagar_me' || (provider === 'stripe' && role === 'customer')) return 'approved'
  return provider === 'bridge' || isConnectedAccount(provider, role) ? 'awaiting_confirmation' : 'processing'
}

/** What a provider says to a submission that it wants the customer for. */
export function firstResponse(
  provider: Provider,
  role: Role,
  { id, now }: { id: string; now: Date },
): Record<string, unknown> | null {
  if (provider === 'bridge') {
    return { kyc_url: `https://bridge.example/kyc/${id}`, tos_url: `https://bridge.example/tos/${id}` }
  }
  if (!isConnectedAccount(provider, role)) return null
  const key = id.replaceAll('-', '')
  const expiresAt = new Date(now.getTime() + 3_600_000).toISOString()
  return { client_secret: `accs_secret_${key}`, publishable_key: 'pk_test_sandbox', expires_at: expiresAt }
}

/** What a customer can do at a provider in this state; only Stripe's connected accounts say so. */
export function readinessIn(
  status: RegistrationStatus,
  provider: Provider,
  role: Role,
): Record<'card_payments' | 'transfers', string> | null {
  if (!isConnectedAccount(provider, role) || status === 'not_submitted') return null
  const what = status === 'approved' ? 'active' : 'restricted'
  return { card_payments: what, transfers: what }
}

/** What a provider wants to know, as JSON schema and in the form of the guide. */
export function registrationSchema(provider: Provider): components['schemas']['OakRegistrationSchema'] {
  const roles = ROLES.map((role) => {
    const isConnected = isConnectedAccount(provider, role)
    return [
      role,
      {
        required_fields: isConnected ? ['country_code'] : [],
        provider_data_schema: isConnected ? CONNECTED_ACCOUNT : {},
        provider_data_required: isConnected,
      },
    ] as const
  })
  return {
    type: 'object',
    required: ['provider', 'target_role'],
    properties: {
      provider: { type: 'string', const: provider },
      target_role: { type: 'string', enum: ROLES },
      provider_data: { type: 'object', properties: provider === 'stripe' ? CONNECTED_ACCOUNT : {} },
    },
    schema: {
      provider,
      allowed_roles: [...ROLES],
      roles: Object.fromEntries(roles),
      global_required_fields: { email: { type: 'string', format: 'email' } },
    },
  }
}

import type { components } from '../../contract/openapi.gen.ts'
import type { Reader } from '../../core/collection.ts'
import type { Customer } from './customer.ts'
import { shownProfile } from './customer-profile.ts'
import { isActionRequired, type Registration, registrationsOf } from './registration.ts'

/** A customer as the wire shows it: every key, null where nothing was given, and its registrations in short. */
export function presentCustomer(customer: Customer, reader: Reader): components['schemas']['OakCustomer'] {
  const { id, email, status, synced, synced_at, version, created_at, updated_at } = customer
  const platforms = platformsOf(id, reader)
  return {
    id,
    customer_id: id,
    email,
    ...shownProfile(customer),
    customer_wallet: null,
    trading_wallet: null,
    account_type: null,
    additional_info: null,
    status,
    synced,
    synced_at,
    version,
    roles: [...new Set(platforms.map(({ target_role }) => target_role))],
    platforms,
    created_at,
    updated_at,
  }
}

/** What a customer is at providers, as it is shown on the customer. */
export const platformsOf = (id: string, reader: Reader): components['schemas']['OakPlatform'][] =>
  registrationsOf(id, reader).map(presentPlatform)

function presentPlatform(registration: Registration): components['schemas']['OakPlatform'] {
  const { provider, provider_customer_id, status, target_role, readiness, failure_reasons } = registration
  return {
    provider,
    provider_customer_id,
    status,
    target_role,
    action_required: isActionRequired(registration),
    readiness,
    failure_reasons: failure_reasons && [...failure_reasons],
  }
}

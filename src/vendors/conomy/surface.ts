import type { Asked } from '../vendor.ts'

export const VERSION_HEADER = 'conomyhq-api-version'

/** Keys of a customer that only the tenant's contract knows. */
const TENANT_KEYS = ['operationLevel', 'country']

/** Whether a body belongs to the tenant's contract, which needs a clientId. */
export const hasTenantKeys = (bodyKeys: readonly string[]): boolean =>
  TENANT_KEYS.some((name) => bodyKeys.includes(name))

/**
 * Two contracts are published on `/customers`, over the same rows: the tenant's, known by its `clientId`, and the
 * gateway's, known by its version header. Everything else is the gateway's. A PATCH without `clientId` whose body has
 * keys of the tenant's contract is neither's: a change of tier is never dropped silently.
 */
export function contractOf(
  { method, path, query, headers }: Asked,
  bodyKeys: readonly string[] = [],
): 'conomy-customers' | 'conomy-gateway' | 'refused' {
  if (!/^\/customers(\/|$)/.test(path)) return 'conomy-gateway'
  if (query.get('clientId')) return 'conomy-customers'
  const isOneCustomer = /^\/customers\/[^/]+$/.test(path)
  if (isOneCustomer && method === 'PATCH' && hasTenantKeys(bodyKeys)) return 'refused'
  if (headers.get(VERSION_HEADER)) return 'conomy-gateway'
  // Without either, these two are only documented by the gateway.
  return isOneCustomer && (method === 'PATCH' || method === 'DELETE') ? 'conomy-gateway' : 'conomy-customers'
}

/**
 * Where a request goes before its body is known; what the body makes of it is the gateway's to refuse. `/sandbox` in
 * front of a path selects the vendor's environment, never a contract.
 */
export function address({ path, ...asked }: Asked): { surface: string; path: string } {
  // The quickstart prints `/sandboxwebhook/...`, without the slash.
  const rest = path.replace(/^\/sandbox(?=\/|$)/, '').replace(/^\/sandboxwebhook\//, '/webhook/')
  return { surface: contractOf({ path: rest, ...asked }), path: rest }
}

import type { Asked } from '../vendor.ts'

export const VERSION_HEADER = 'conomyhq-api-version'

/**
 * Two contracts are published on `/customers`, over the same rows: the tenant's, known by its `clientId`, and the
 * gateway's, known by its version header. Everything else is the gateway's. `/sandbox` in front of a path selects the
 * vendor's environment, never a contract.
 */
export function address({ method, path, query, headers }: Asked): { surface: string; path: string } {
  // The quickstart prints `/sandboxwebhook/...`, without the slash.
  const rest = path.replace(/^\/sandbox(?=\/|$)/, '').replace(/^\/sandboxwebhook\//, '/webhook/')
  return {
    surface: isForTenantContract({ method, path: rest, query, headers }) ? 'conomy-customers' : 'conomy-gateway',
    path: rest,
  }
}

function isForTenantContract({ method, path, query, headers }: Asked): boolean {
  if (!/^\/customers(\/|$)/.test(path)) return false
  if (query.get('clientId')) return true
  if (headers.get(VERSION_HEADER)) return false
  // Without either, these two are only documented by the gateway.
  const isOneCustomer = /^\/customers\/[^/]+$/.test(path)
  return !(isOneCustomer && (method === 'PATCH' || method === 'DELETE'))
}

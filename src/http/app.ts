import { Hono } from 'hono'
import type { Vendor } from '../vendors/vendor.ts'
import { type ControlHandlers, mountControl, mountNowhere, mountVendor } from './mount.ts'
import type { Services } from './services.ts'

/** The order of everything: the address, then vendors, control, and nowhere. */
export function createApp(parts: { vendors: readonly Vendor[]; control: ControlHandlers; services: Services }): Hono {
  const { vendors, control, services } = parts
  const app = new Hono({ getPath: (request) => addressOf(request, vendors) })
  for (const vendor of vendors) mountVendor(app, vendor, services)
  mountControl(app, control, services)
  mountNowhere(app, vendors, services)
  return app
}

/**
 * The contract's path for a request. Clients say `/conomy/customers`; the contract, which has one operation per path
 * and method, says `/conomy-customers/customers`. The vendor knows which is meant.
 */
function addressOf(request: Request, vendors: readonly Vendor[]): string {
  const start = request.url.indexOf('/', request.url.indexOf('://') + 3)
  const end = request.url.slice(start).search(/[?#]/)
  const path = start < 0 ? '/' : end < 0 ? request.url.slice(start) : request.url.slice(start, start + end)
  for (const vendor of vendors) {
    const prefix = `/${vendor.name}`
    if (path !== prefix && !path.startsWith(`${prefix}/`)) continue
    const query = new URLSearchParams(end < 0 ? '' : request.url.slice(start + end))
    const { surface, path: rest } = vendor.address({
      method: request.method,
      path: path.slice(prefix.length),
      query,
      headers: request.headers,
    })
    return `/${surface}${rest}`
  }
  return path
}

import { isJsonObject } from '../../core/json-object.ts'
import type { Answering } from '../vendor.ts'
import { toInstant } from './instant.ts'

/**
 * The migration guide has `meta` on every answer with a status, and shows nothing but its `request_id`. Only the manual
 * run of a watchlist says the same a second time, under an older name.
 */
export function enveloped(body: unknown, { operation, now, requestId }: Answering): unknown {
  if (!isJsonObject(body) || body.status !== 'success') return body
  const meta = { request_id: requestId, timestamp: toInstant(now) }
  return { ...body, meta, ...(operation === 'runWatchlist' && { execution_context: meta }) }
}

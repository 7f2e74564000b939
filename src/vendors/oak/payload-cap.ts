import { isJsonObject } from '../../core/json-object.ts'

/** The largest body of a webhook of the newer generation, in bytes. */
const CAP = 256 * 1024

/** What is said instead of a `provider_response` that makes a body too large. */
type Truncated = { truncated: true; version: number; size_bytes: number; full_resource_url: string }

/** An envelope whose `provider_response` is left out when the whole is too large, with where to read it. */
export function capped(envelope: unknown): unknown {
  const size = Buffer.byteLength(JSON.stringify(envelope))
  if (size <= CAP || !isJsonObject(envelope) || !isJsonObject(envelope.data)) return envelope
  const { id, version, provider_response } = envelope.data
  if (!isJsonObject(provider_response)) return envelope
  const instead: Truncated = {
    truncated: true,
    version: typeof version === 'number' ? version : 1,
    size_bytes: Buffer.byteLength(JSON.stringify(provider_response)),
    // Which address it has is not published.
    full_resource_url: `/api/v1/provider-registration/${typeof id === 'string' ? id : ''}/status`,
  }
  return { ...envelope, data: { ...envelope.data, provider_response: instead } }
}

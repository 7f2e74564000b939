import type { Arrived, Vendor, Verdict } from '../vendors/vendor.ts'

/** A webhook that came, with what was made of it. */
export type Reading = {
  /** Undefined when no vendor's signature is on it, and its body is like nobody's. */
  vendor: string | undefined
  verdict: Verdict
}

/** With which secret each vendor's webhooks are signed. */
export type Secrets = ReadonlyMap<string, string>

/**
 * Whose webhook it is, and whether it is genuine. A path that begins with the name of a vendor says whose; otherwise it
 * is that vendor's whose signature fits, or whose body it is like.
 */
export function read(
  arrived: Arrived & { path: string },
  { vendors, secrets, now }: { vendors: readonly Vendor[]; secrets: Secrets; now: Date },
): Reading {
  const [, first] = /^\/([^/?]*)/.exec(arrived.path) ?? []
  const named = vendors.filter(({ name }) => name === first)
  const readings = (named.length > 0 ? named : vendors).map(({ name, webhooks }) => ({
    vendor: name,
    verdict: webhooks.verify(arrived, secrets.get(name) ?? webhooks.demoSecret, now),
  }))
  const [best] = readings.toSorted((a, b) => weight(b) - weight(a))
  const isSomebodys = best && (named.length > 0 || weight(best) > 0)
  return isSomebodys ? best : { vendor: undefined, verdict: { signature: 'absent', event: undefined } }
}

/** How much speaks for it: above all that its signature fits, then that it names an event, then any signature. */
const weight = ({ verdict: { signature, event } }: Reading): number =>
  (signature === 'genuine' ? 4 : 0) + (event === undefined ? 0 : 2) + (signature === 'wrong' ? 1 : 0)

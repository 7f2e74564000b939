import { hmac, isHmac } from '../../core/hmac.ts'
import { Problem } from '../../core/problem.ts'

/** How long a link to a file lives, and a place for one is kept, in seconds. */
export const LINK_LIFE = 900

/** Signs links; as public as everything here. */
const KEY = 'fintech-sandbox legaltalent files'

type Purpose = 'uploads' | 'files'
type Link = { expires: number; signature: string }

/** A link that whoever has it may use until then: to put a file, or to read it. */
export function signedLink(purpose: Purpose, id: string, { origin, now }: { origin: string; now: Date }) {
  const expires = Math.floor(now.getTime() / 1000) + LINK_LIFE
  const query = `expires=${expires}&signature=${hmac(signedText(purpose, id, expires), KEY)}`
  return { url: `${origin}/legaltalent/${purpose}/${id}?${query}`, until: new Date(expires * 1000) }
}

/** Throws a Problem of kind `forbidden` when a link is none of ours, or its time is over. */
export function requireLink(purpose: Purpose, id: string, link: Link, now: Date): void {
  if (!isHmac(link.signature, signedText(purpose, id, link.expires), KEY))
    throw new Problem('forbidden', 'The link is not valid')
  if (link.expires * 1000 <= now.getTime()) throw new Problem('forbidden', 'The link has expired')
}

const signedText = (purpose: Purpose, id: string, expires: number): string => `${purpose}.${id}.${expires}`

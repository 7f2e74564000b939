import { isIP } from 'node:net'
import { collection, type Row } from '../../core/collection.ts'
import { fieldProblem } from '../../core/problem.ts'

/** A website that was looked at, of which tenant, and for which customer if one was named. */
export type WebValidation = Row & { readonly tenant: string; readonly url: string; readonly customer_id: string | null }

export const webValidations = collection<WebValidation>()('legaltalent.web_validations', {
  byTenant: ({ tenant }) => tenant,
})

/** Something about a website that makes it more or less reliable. */
export type Finding = { finding: string; description: string; points: number }

const RULES: readonly (Finding & { applies: (url: URL) => boolean })[] = [
  {
    finding: 'https',
    description: 'The address is encrypted',
    points: 30,
    applies: ({ protocol }) => protocol === 'https:',
  },
  {
    finding: 'named_host',
    description: 'The host has a name, and not only a number',
    points: 15,
    applies: ({ hostname }) => isIP(hostname.replaceAll(/[[\]]/g, '')) === 0,
  },
  {
    finding: 'plain_host',
    description: 'The name has no letters that look like others',
    points: 5,
    applies: ({ hostname }) => !hostname.split('.').some((label) => label.startsWith('xn--')),
  },
]

/** The URL that a field has. Throws a Problem of kind `invalid` when it only looks like one. */
export function webUrl(text: string, field: string): URL {
  if (!URL.canParse(text)) throw fieldProblem('invalid', field, `${field} must be an http or https URL`, 'body')
  return new URL(text)
}

/** What every website has. */
const BASE = 50

/** What each of the tenant's keywords in the address takes away. */
const KEYWORD_POINTS = -30

/**
 * How reliable a website is by its address alone, from 0 to 100, higher is better. Nobody visits it: the same address
 * and keywords give the same score.
 */
export function reliabilityOf(url: URL, keywords: readonly string[]): { score: number; findings: Finding[] } {
  const address = url.href.toLowerCase()
  const said = keywords.filter((keyword) => address.includes(keyword.toLowerCase()))
  const findings = [
    ...RULES.filter(({ applies }) => applies(url)).map(({ finding, description, points }) => ({
      finding,
      description,
      points,
    })),
    ...said.map((keyword) => ({
      finding: 'keyword',
      description: `The address has the keyword ${keyword}`,
      points: KEYWORD_POINTS,
    })),
  ]
  const score = findings.reduce((sum, { points }) => sum + points, BASE)
  return { score: Math.min(100, Math.max(0, score)), findings }
}

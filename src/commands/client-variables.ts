import type { Environment } from '../config/choices.ts'
import { variableOf } from '../config/flags.ts'
import { describeVendors } from '../sandbox.ts'

/** What a client of a sandbox at `url` needs to know, as variables: base URLs, credentials and webhook secrets. */
export function clientVariables(url: string): Environment {
  const vendors = Object.entries(describeVendors(url)).flatMap(([vendor, { baseUrl, webhookSecret, tenants }]) => [
    [`${vendor}-url`, baseUrl] as const,
    [`${vendor}-webhook-secret`, webhookSecret] as const,
    ...tenants.flatMap((credentials, index) =>
      Object.entries(credentials).map(([name, value]) => [`${vendor}-${whose(index)}${inWords(name)}`, value] as const),
    ),
  ])
  return Object.fromEntries([['url', url] as const, ...vendors].map(([name, value]) => [variableOf(name), value]))
}

/** Whether `exec` sets a variable of this name. */
export const isClientVariable = (name: string): boolean => Object.hasOwn(clientVariables(''), name)

/** The first tenant is the one that is meant when nobody says whose. */
const whose = (index: number): string => (index === 0 ? '' : index === 1 ? 'other-' : `other${index}-`)

/** `clientId` in words that are joined with hyphens. */
const inWords = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')

import type { Operation } from '../contract/contract.ts'
import { shown } from '../core/mistake.ts'

type Value = string | number | boolean | undefined

/** What is said in a path or a query, by name. */
export type Values = Readonly<Record<string, Value | readonly Value[]>>

/**
 * The path of an operation with everything filled in, and its query; a list is given as many times as it has values.
 * Throws a TypeError when a parameter of the path is not there, which would make it the path of something else.
 */
export function target({ id, path }: Operation, params: Values, query: Values): string {
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = params[name]
    if (isPart(value)) return encodeURIComponent(value)
    const others = Object.keys(params).filter((other) => !path.includes(`{${other}}`))
    const instead = others.length === 0 ? '' : `; what is there is ${others.join(', ')}`
    throw new TypeError(`${id} needs params.${name}, a text or a number, not ${shown(value)}${instead}`)
  })
  const search = new URLSearchParams()
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) if (value !== undefined) search.append(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}

const isPart = (value: Values[string]): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || Number.isFinite(value) || typeof value === 'boolean'

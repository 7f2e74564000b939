import { decoded } from './decoded.ts'
import { isJsonObject } from './json-object.ts'

/** What is shown instead of a secret. */
export const MASK = '********'

/** Names of headers, parameters and fields that hold what nobody should read over somebody's shoulder. */
const SENSITIVE =
  /secret|token|password|passphrase|api[-_]?key|authorization|cookie|signature|credential|card[-_]?number|security[-_]?code|^c[vs][vc]2?$/i
const HARMLESS = /^(access_?)?token_?type$/i

export const isSensitive = (name: string): boolean => SENSITIVE.test(name) && !HARMLESS.test(name)

/**
 * A text with the secrets of the URLs in it masked: `http://ana:********@example.com/?token=********`. A name without a
 * password is one: what stands there alone is a token.
 */
export const withoutUrlSecrets = (text: string): string =>
  text
    .replaceAll(USER, (_, start: string, user: string) => `${start}${maskedUser(user)}@`)
    .replaceAll(QUERY, (query) => `?${maskedPairs(query.slice(1))}`)

const USER = /(https?:(?:\\?\/){2})([^\s/"\\?#]+)@/gi
/** Whatever stands before it: looking for the URL from each of its beginnings would take the square of the length. */
const QUERY = /\?[^\s"#]+/g

function maskedUser(user: string): string {
  const end = user.indexOf(':')
  return end < 0 ? MASK : `${user.slice(0, end)}:${end + 1 < user.length ? MASK : ''}`
}

/** A text with these secrets masked, wherever they stand. */
export const withoutSecrets = (text: string, secrets: Iterable<string>): string =>
  [...secrets].reduce((shown, secret) => shown.replaceAll(secret, MASK), text)

/** A URL's path and query, with these segments of the path and the values of sensitive parameters masked. */
export function maskedTarget(target: string, secrets: readonly string[] = []): string {
  const start = target.indexOf('?')
  const path = maskedPath(start < 0 ? target : target.slice(0, start), secrets)
  return withoutUrlSecrets(start < 0 ? path : `${path}?${maskedPairs(target.slice(start + 1))}`)
}

const maskedPath = (path: string, secrets: readonly string[]): string =>
  secrets.length === 0
    ? path
    : path
        .split('/')
        .map((segment) => (secrets.includes(decoded(segment)) ? MASK : segment))
        .join('/')

/**
 * The text of a body with sensitive fields masked. What is cut off or malformed is masked by its looks: then a name
 * and everything up to the end of its value is enough.
 */
export const maskedText = (text: string, mediaType: string): string => withoutUrlSecrets(masked(text, mediaType))

function masked(text: string, mediaType: string): string {
  if (mediaType === 'application/x-www-form-urlencoded') return maskedPairs(text)
  try {
    const secrets = new Set<string>()
    return withoutSecrets(JSON.stringify(maskedValue(JSON.parse(text), secrets)), secrets)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return maskedByLooks(text)
  }
}

/** The value with its secrets masked; adds to `secrets` what is not to be shown under other names either. */
function maskedValue(value: unknown, secrets: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => maskedValue(inner, secrets))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (!isSensitive(name) || !isTelling(inner)) return [name, maskedValue(inner, secrets)]
      if (typeof inner === 'string' && inner.length >= UNMISTAKABLE) secrets.add(inner)
      return [name, MASK]
    }),
  )
}

/** A shorter text may stand elsewhere and mean something else, in characters. */
const UNMISTAKABLE = 10

/** Null, yes and no give nothing away. */
const isTelling = (value: unknown): boolean => value !== null && typeof value !== 'boolean' && value !== ''

const maskedPairs = (text: string): string =>
  text
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=', 1)
      return isSensitive(decoded(name)) && pair.includes('=') ? `${name}=${MASK}` : pair
    })
    .join('&')

const NAME_AND_VALUE = /"((?:[^"\\]|\\.)*)"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[^,}\]\s"]+)/g

function maskedByLooks(text: string): string {
  for (const { 0: pair, 1: name = '', 2: colon = '', 3: value = '', index } of text.matchAll(NAME_AND_VALUE)) {
    if (!isSensitive(name)) continue
    const masked = `${text.slice(0, index)}"${name}"${colon}"${MASK}"`
    // Where an object or a list ends cannot be seen, so nothing of what follows is shown.
    return /^[{[]/.test(value) ? masked : masked + maskedByLooks(text.slice(index + pair.length))
  }
  return text
}

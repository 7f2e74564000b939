/** A key of an object in a JSON text, and where it stands. */
type Key = { name: string; depth: number; at: number }

/** Line and column of a position, counted from 1. */
export type Place = { line: number; column: number }

/**
 * The first key that stands twice in the outermost object of a JSON text, or in an object right inside of it: where a
 * parser lets the second one win, and the first is lost. The text must be valid.
 */
export function duplicateKey(text: string): ({ name: string } & Place) | undefined {
  const seen: Set<string>[] = []
  for (const { name, depth, at } of keysOf(text)) {
    // Whatever is named next in the outermost object has names of its own.
    if (depth === 1) seen[2] = new Set()
    const names = (seen[depth] ??= new Set())
    if (names.has(name)) return { name, ...placeOf(text, at) }
    names.add(name)
  }
  return undefined
}

/** Where the key stands that these names lead to, one or two of them. The text must be valid. */
export function placeOfKey(text: string, [first, second]: readonly string[]): Place | undefined {
  let isInside = false
  for (const { name, depth, at } of keysOf(text)) {
    if (depth === 1) isInside = name === first
    if (isInside && (second === undefined ? depth === 1 : depth === 2 && name === second)) return placeOf(text, at)
  }
  return undefined
}

/** Line and column of a position. */
export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** The keys of the outermost object, depth 1, and of those right inside of it, depth 2. */
function* keysOf(text: string): Generator<Key> {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (letter === '{' || letter === '[') depth++
    else if (letter === '}' || letter === ']') depth--
    if (letter !== '"') continue
    const end = endOfString(text, at)
    if (depth <= 2 && isKey(text, end)) yield { name: String(JSON.parse(text.slice(at, end))), depth, at }
    at = end - 1
  }
}

/** The position of the first control character inside of a string, where JSON wants it escaped. */
export function strayControl(text: string): number | undefined {
  for (let at = text.indexOf('"'); at >= 0; ) {
    const end = endOfString(text, at)
    for (; at < end; at++) if (text.charCodeAt(at) < 0x20) return at
    at = text.indexOf('"', end)
  }
  return undefined
}

/** The position behind the quote that ends the string. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); ; quote = text.indexOf('"', quote + 1)) {
    if (quote < 0) return text.length
    let backslash = quote
    while (text[backslash - 1] === '\\') backslash--
    if ((quote - backslash) % 2 === 0) return quote + 1
  }
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (/\s/.test(text[at] ?? '')) at++
  return text[at] === ':'
}

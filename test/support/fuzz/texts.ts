import fc from 'fast-check'

const WORDS = [
  'Ana',
  'García',
  'Acme S.A.',
  'Íñigo 🦙',
  '李小龍',
  'O’Brien',
  ' padded ',
  '12345678',
  'front.jpg',
  'a',
  'AR',
]

/** What has broken programs before. */
export const NASTY = [
  '',
  ' ',
  '\u0000',
  '\u0000\u0001\u001f',
  '\ud800',
  'half \udc00 a pair',
  '\u202egnp.exe',
  'e\u0301\u0301\u0301',
  '\ufeffBOM',
  'line\r\nbreak: yes',
  '__proto__',
  'constructor',
  'toString',
  '../../../etc/passwd',
  '%00%zz%',
  "'; DROP TABLE customers; --",
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  'null',
  'NaN',
  '-1',
  '1e400',
  '9'.repeat(40),
  '0x10',
  '2026-02-30',
  '9999999999999-01-01T00:00:00Z',
  '2026-04-20T25:61:61Z',
  'https://[::1',
  'a@b',
  'x'.repeat(5000),
] as const

export const nasty = fc.constantFrom(...NASTY)

/** Text of a length, in UTF-16 units as most of the contract's texts, and as a person or a generator would write it. */
export function text({
  min = 0,
  max = Number.POSITIVE_INFINITY,
}: {
  min?: number
  max?: number
} = {}): fc.Arbitrary<string> {
  const fits = (word: string): boolean => word.length >= min && word.length <= max
  const free = fc.string({ minLength: min, maxLength: Math.min(max, min + 12) })
  const words = WORDS.filter(fits)
  const edges = [min, max].filter((length) => length > 0 && length <= 4096).map((length) => 'é'.repeat(length))
  const known = [...words, ...edges]
  return known.length === 0 ? free : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, free)
}

const instant = fc
  .integer({ min: Date.parse('2020-01-01'), max: Date.parse('2032-01-01') })
  .map((ms) => new Date(ms - (ms % 1000)).toISOString())

const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': fc.oneof(
    instant,
    instant.map((text) => text.replace('.000Z', 'Z')),
    fc.constantFrom('2026-04-20T12:00:00+02:00', '2024-02-29T23:59:59.999Z'),
  ),
  date: instant.map((text) => text.slice(0, 10)),
  uuid: fc.uuid(),
  email: fc.nat(999).map((number) => `person${number}@example.com`),
  uri: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('https://example.com/a?b=c#d', 'http://127.0.0.1:9/hook') },
    fc.constantFrom(
      'urn:isbn:0451450523',
      'http://host:99999/',
      'http://',
      'javascript:alert(1)',
      'ftp://example.com/x',
    ),
  ),
  binary: fc.constantFrom('', 'text', '\u0000binary\u00ff'),
}

/** Undefined for a format that nobody has met yet: then any text may do. */
export const formatted = (format: string): fc.Arbitrary<string> | undefined => FORMATS[format]

/** Text that a pattern matches. Where the pattern is more than the generator knows, texts are tried. */
export function matching(pattern: string, length: { min: number; max: number }): fc.Arbitrary<string> {
  const expression = new RegExp(pattern, 'u')
  const fits = (candidate: string): boolean => candidate.length >= length.min && candidate.length <= length.max
  const known = WORDS.filter((word) => expression.test(word) && fits(word))
  const made = stringMatching(expression).filter(fits)
  return known.length === 0 ? made : fc.oneof(fc.constantFrom(...known), made)
}

function stringMatching(expression: RegExp): fc.Arbitrary<string> {
  try {
    return fc.stringMatching(expression, { size: 'small' })
  } catch {
    return text().filter((candidate) => expression.test(candidate))
  }
}

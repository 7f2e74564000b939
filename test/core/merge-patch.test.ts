import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergePatch } from '../../src/core/merge-patch.ts'

type Json = fc.JsonValue
type JsonObject = Record<string, Json>

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: JsonObject, name: string): Json | undefined =>
  Object.hasOwn(value, name) ? value[name] : undefined

/** RFC 7396, section 2, line by line. `defineProperty`, because a key may be `__proto__`. */
function rfc7396(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const result: JsonObject = structuredClone(isObject(target) ? target : {})
  for (const name of Object.keys(patch)) {
    const value = own(patch, name) ?? null
    if (value === null) {
      delete result[name]
    } else {
      const merged = rfc7396(own(result, name), value)
      Object.defineProperty(result, name, { value: merged, writable: true, enumerable: true, configurable: true })
    }
  }
  return result
}

test.each([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])('the appendix of the RFC: %s patched with %s is %s', (target, patch, result) => {
  expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(result))
})

test('a key called __proto__ is a key like any other', () => {
  const result = mergePatch({ a: 1 }, JSON.parse('{"__proto__":{"polluted":true}}'))

  expect(JSON.stringify(result)).toBe('{"a":1,"__proto__":{"polluted":true}}')
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  expect({}).not.toHaveProperty('polluted')
})

/** Few names, so that target and patch meet; some that every object has. */
const names = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString', '1')
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string({ maxLength: 3 })),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(names, tie('json'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

test('any patch of any value gives what the RFC says', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      expect(JSON.stringify(mergePatch(target, patch))).toBe(JSON.stringify(rfc7396(target, patch)))
    }),
    { numRuns: 1000 },
  )
})

test('neither the value nor the patch is changed', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const before = JSON.stringify([target, patch])

      mergePatch(target, patch)

      expect(JSON.stringify([target, patch])).toBe(before)
    }),
  )
})

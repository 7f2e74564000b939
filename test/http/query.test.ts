import { expect, test } from 'vitest'
import { readQuery } from '../../src/http/query.ts'

/** What a browser makes of the same text; the first value of each name, or all of them. */
function standard(query: string): Map<string, string | string[]> {
  const parameters = new URLSearchParams(query)
  return new Map(
    [...parameters.keys()].map((name) => {
      const all = parameters.getAll(name)
      return [name, all.length > 1 ? all : (all[0] ?? '')]
    }),
  )
}

test.each([
  '',
  '?',
  '?clientId=demo-client',
  '?a=1&b=2&a=3&a=4',
  '?a&b=&=c',
  '?a=b=c&d',
  '?&&a=1&',
  '?name=Jos%C3%A9+P%C3%A9rez&mail=a%2Bb%40c.d',
  '?created_at%5Bgte%5D=2026-01-01T00%3A00%3A00Z',
  '?created_at[gte]=1&tags=a%2Cb',
  '?broken=%zz%4&half=%C3',
  '?__proto__=1&constructor=2&toString=3',
  '?%5F%5Fproto__[x]=1',
])('%s is read as the standard says', (query) => {
  expect(readQuery(query)).toEqual(standard(query))
})

test('there may be any number of parameters', () => {
  const query = `?${Array.from({ length: 5000 }, (_, at) => `name${at}=${at}`).join('&')}`

  expect(readQuery(query).size).toBe(5000)
})

import { access, readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const page = await readFile('SECURITY.md', 'utf8')
const named = new Set([...page.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file))

/** The points of a section, each in one line. */
function pointsUnder(heading: string): string[] {
  const [, section = ''] = page.split(`## ${heading}\n`)
  const [text = ''] = section.split('\n## ')
  return [...text.matchAll(/^- .*(?:\n {2}.*)*/gm)].map(([point]) => point.replaceAll(/\s+/g, ' '))
}

test('every promise names the test that holds it', () => {
  const promises = pointsUnder('What is promised')

  expect(promises.length).toBeGreaterThan(10)
  expect(promises.filter((promise) => !/`test\/[^`]+\.test\.ts`/.test(promise))).toEqual([])
})

test.each([...named])('%s, which a promise names, is there', async (file) => {
  await expect(access(file)).resolves.toBeUndefined()
})

test('no test of the security is without a promise', async () => {
  const tests = (await readdir('test/security')).map((name) => `test/security/${name}`)

  expect(tests.filter((file) => !named.has(file) && file !== 'test/security/promises.test.ts')).toEqual([])
})

import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

test('decision records are numbered one after the other, and each says its number', async () => {
  const names = (await readdir('docs/adr')).sort()
  const headings = await Promise.all(
    names.map(async (name) => (await readFile(`docs/adr/${name}`, 'utf8')).split('\n')[0]),
  )

  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1))
  expect(headings.map((heading) => Number.parseInt(heading?.slice(2) ?? '', 10))).toEqual(
    names.map((_, index) => index + 1),
  )
})

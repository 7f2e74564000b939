import { readdirSync, readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Clock } from '../../src/core/clock.ts'
import { machine } from '../../src/core/machine.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Namespace } from '../../src/core/namespace.ts'
import { Random } from '../../src/core/random.ts'
import { Store } from '../../src/core/store.ts'
import { createSandbox, StartError } from '../../src/sandbox.ts'
import { vendors } from '../../src/vendors/index.ts'
import { freshFolder } from '../support/folder.ts'

test('every collection of the sources is known before the first row is read', async () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const named = sources.flatMap((file) =>
    [...readFileSync(join('src', file), 'utf8').matchAll(/collection<.*>\(\)\(\s*'([^']+)'/g)].map(([, name]) => name),
  )
  const store = await Store.open(new MemoryAdapter())
  const clock = new Clock(machine, () => undefined)

  new Namespace({ store, clock, random: Random.seeded(1) })
  for (const vendor of vendors) vendor.prepare(store)

  expect(named).toContain('conomy.customers')
  expect(named.filter((name) => !store.known.includes(name ?? ''))).toEqual([])
})

test('a collection that nobody knows is named with its place and the nearest name, and nothing is changed', async () => {
  const data = await freshFolder()
  const file = join(data, 'db.json')
  const text = '{\n  "conomy.custmers": { "1": { "id": "1" } }\n}'
  await writeFile(file, text)

  const refused = createSandbox({ data })

  await expect(refused).rejects.toThrow(StartError)
  await expect(refused).rejects.toThrow(`${file}:2:3: there is no collection "conomy.custmers"`)
  await expect(refused).rejects.toThrow('conomy.customers')
  expect(await readFile(file, 'utf8')).toBe(text)
  await writeFile(file, '{}')
  await (await createSandbox({ data })).close()
})

test('a collection that nobody knows and in which nothing is, is let through', async () => {
  const data = await freshFolder()
  await writeFile(join(data, 'db.json'), '{ "conomy.custmers": {} }')

  await (await createSandbox({ data })).close()
})

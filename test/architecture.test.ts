import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** What each part may import besides itself. Read it top-down: a part knows only parts below it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  main: ['cli', 'commands/command', 'config/npm-script'],
  cli: ['commands', 'config', 'core/nearest', 'core/start-error'],
  commands: ['sandbox', 'config', 'vendors/index', 'vendors/vendor', 'contract', 'core'],
  index: ['sandbox', 'library', 'contract', 'core'],
  intercept: ['interception', 'sandbox', 'config', 'library/access'],
  interception: ['vendors/index'],
  sandbox: [
    'options',
    'library',
    'worlds',
    'world',
    'furnishing',
    'control/standing-endpoints',
    'delivery/post',
    'http',
    'vendors/index',
    'vendors/description',
    'vendors/settings',
    'contract',
    'core',
  ],
  options: ['delivery/post', 'http/listen', 'vendors/settings', 'core'],
  library: ['world', 'vendors/vendor', 'contract', 'core'],
  worlds: ['world', 'furnishing', 'control/context', 'core'],
  seeding: ['vendors/vendor', 'core'],
  furnishing: [
    'seeding',
    'control/context',
    'control/standing-endpoints',
    'control/soundness',
    'vendors/rows',
    'delivery/post',
    'vendors/settings',
    'vendors/vendor',
    'vendors/acting',
    'contract',
    'core',
  ],
  world: [
    'furnishing',
    'vendors/rows',
    'control',
    'delivery',
    'vendors/settings',
    'vendors/vendor',
    'vendors/acting',
    'vendors/timekeeper',
    'contract',
    'core',
  ],
  config: ['core/nearest', 'core/located-json'],
  control: ['delivery', 'vendors/description', 'vendors/vendor', 'contract', 'core'],
  http: ['vendors/vendor', 'vendors/acting', 'contract', 'core'],
  delivery: ['vendors/vendor', 'core'],
  'vendors/index': ['vendors/*', 'vendors/vendor'],
  'vendors/rows': ['vendors/rows.gen.json', 'contract', 'core'],
  'vendors/description': ['vendors/vendor'],
  'vendors/settings': ['vendors/vendor', 'core'],
  'vendors/acting': ['vendors/vendor', 'core'],
  'vendors/timekeeper': ['vendors/vendor', 'vendors/acting', 'core'],
  'vendors/*': ['vendors/vendor', 'contract', 'core'],
  'vendors/vendor': ['contract', 'core'],
  contract: [],
  core: [],
}

/** The packages, and the only places that know them. */
const HOME: Record<string, readonly string[]> = {
  '@faker-js/faker': ['vendors/*'],
  '@hono/node-server': ['http'],
  '@humanwhocodes/momoa': ['core'],
  '@mswjs/interceptors': ['interception'],
  ajv: ['contract'],
  'big.js': ['vendors/*'],
  'ajv-formats': ['contract'],
  'fastest-levenshtein': ['core/nearest', 'http/nearest-route'],
  hono: ['http'],
  'js-yaml': ['contract'],
  lowdb: ['core/store'],
  tinyqueue: ['core/task-queue'],
}

/** `http/mount.ts` belongs to `http`, `vendors/conomy/customers/auth.ts` to `vendors/conomy`. */
function partOf(file: string): string {
  const [top = '', next] = file.replace(/\.ts$/, '').split('/')
  return top === 'vendors' ? `vendors/${next}` : top
}

/** A vendor's folder goes by the one rule for all vendors. */
function ruleOf(file: string): string {
  return /^vendors\/[^/]+\//.test(file) ? 'vendors/*' : partOf(file)
}

const isOneOf = (allowed: readonly string[], file: string): boolean =>
  allowed.includes(ruleOf(file)) || allowed.includes(file.replace(/\.ts$/, ''))

/** `@hono/node-server/serve-static` is of the package `@hono/node-server`. */
const packageOf = (name: string): string => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name

function isAllowed(file: string, wanted: string): boolean {
  if (wanted.startsWith('node:')) return wanted !== 'node:process'
  if (!wanted.startsWith('.')) return isOneOf(HOME[packageOf(wanted)] ?? [], file)
  const target = normalize(join(dirname(file), wanted))
  if (target.startsWith('../fixtures/')) return target === `../fixtures/${partOf(file).replace('vendors/', '')}.json`
  return partOf(target) === partOf(file) || isOneOf(MAY_IMPORT[ruleOf(file)] ?? [], target)
}

/** What a file imports, as it is written there. Types count, and so do imports at run time. */
const importsOf = (source: string): string[] => ts.preProcessFile(source).importedFiles.map(({ fileName }) => fileName)

/** Ways from a file back to itself, if there are any. */
function cycles(sources: Readonly<Record<string, string>>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  function visit(file: string, way: readonly string[]): void {
    if (way.includes(file)) found.push([...way.slice(way.indexOf(file)), file].join(' -> '))
    if (way.includes(file) || done.has(file)) return
    const own = importsOf(sources[file] ?? '').filter((wanted) => wanted.startsWith('.'))
    for (const wanted of own) visit(normalize(join(dirname(file), wanted)), [...way, file])
    done.add(file)
  }
  for (const file of Object.keys(sources)) visit(file, [])
  return found
}

/** Every broken rule, as `file -> what it must not know`. */
function brokenRules(sources: Readonly<Record<string, string>>): string[] {
  return Object.entries(sources).flatMap(([file, source]) => {
    const environment = file !== 'main.ts' && file !== 'intercept.ts' && /\bprocess(\??\.|\[['"])env\b/.test(source)
    return [
      ...importsOf(source).filter((wanted) => !isAllowed(file, wanted)),
      ...(environment ? ['process.env'] : []),
    ].map((wanted) => `${file} -> ${wanted}`)
  })
}

const sources = Object.fromEntries(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file, readFileSync(join('src', file), 'utf8')]),
)

test('every import of the sources follows the dependency rule', () => {
  const broken = brokenRules(sources)

  expect(broken).toEqual([])
})

test('no file imports itself on a detour, not even for a type', () => {
  expect(cycles(sources)).toEqual([])
})

test('a detour is found, whatever it is made of', () => {
  const found = cycles({
    'core/a.ts': `import type { B } from './b.ts'`,
    'core/b.ts': `export { c } from './deep/c.ts'`,
    'core/deep/c.ts': `import { a } from '../a.ts'`,
    'core/d.ts': `import { a } from './a.ts'`,
  })

  expect(found).toEqual(['core/a.ts -> core/b.ts -> core/deep/c.ts -> core/a.ts'])
})

test('every source file belongs to a part that has a rule', () => {
  const homeless = Object.keys(sources).filter((file) => !Object.hasOwn(MAY_IMPORT, ruleOf(file)))

  expect(homeless).toEqual([])
})

test.each([
  ['core/store.ts', `import { Contract } from '../contract/contract.ts'`],
  ['core/store.ts', `import type { Vendor } from '../vendors/vendor.ts'`],
  ['contract/contract.ts', `import { Problem } from '../core/problem.ts'`],
  ['http/mount.ts', `import { Dispatcher } from '../delivery/dispatcher.ts'`],
  ['http/app.ts', `import { controlHandlers } from '../control/index.ts'`],
  ['http/app.ts', `import { vendors } from '../vendors/index.ts'`],
  ['http/app.ts', `import { conomy } from '../vendors/conomy/index.ts'`],
  ['delivery/post.ts', `import type { Contract } from '../contract/contract.ts'`],
  ['delivery/post.ts', `import { createApp } from '../http/app.ts'`],
  ['control/state.ts', `import { createApp } from '../http/app.ts'`],
  ['vendors/oak/index.ts', `import { customers } from '../conomy/customer.ts'`],
  ['vendors/oak/users/list.ts', `import { customers } from '../../conomy/customer.ts'`],
  ['vendors/oak/seed.ts', `import rows from '../../../fixtures/conomy.json'`],
  ['core/store.ts', `import rows from '../../fixtures/conomy.json'`],
  ['vendors/oak/index.ts', `import { suggestion } from '../settings.ts'`],
  ['vendors/vendor.ts', `import { conomy } from './conomy/index.ts'`],
  ['sandbox.ts', `import { conomy } from './vendors/conomy/index.ts'`],
  ['sandbox.ts', `import { behaviourOf } from './config/behaviour.ts'`],
  ['sandbox.ts', `import { COMMANDS } from './commands/catalogue.ts'`],
  ['config/flags.ts', `import { Problem } from '../core/problem.ts'`],
  ['config/choices.ts', `import { createSandbox } from '../sandbox.ts'`],
  ['cli.ts', `import { createSandbox } from './sandbox.ts'`],
  ['commands/listen.ts', `import { webhooks } from '../vendors/oak/webhooks.ts'`],
  ['commands/start.ts', `import { createApp } from '../http/app.ts'`],
  ['core/store.ts', `const late = await import('../http/app.ts')`],
  ['core/store.ts', `export { createApp } from '../http/app.ts'`],
  ['helpers/text.ts', `import { Problem } from '../core/problem.ts'`],
  ['core/table.ts', `import { Low } from 'lowdb'`],
  ['core/table.ts', `import { JSONFile } from 'lowdb/node'`],
  ['vendors/oak/index.ts', `import type { Context } from 'hono'`],
  ['control/index.ts', `import { serve } from '@hono/node-server'`],
  ['core/random.ts', `import { v4 } from 'uuid'`],
  ['config/choices.ts', `const port = process.env.PORT`],
  ['sandbox.ts', `const { env } = await import('node:process')`],
])('a broken rule is found: %s, %s', (file, source) => {
  expect(brokenRules({ [file]: source })).toHaveLength(1)
})

test.each([
  ['main.ts', `import { main } from './cli.ts'; await main(process.env)`],
  ['intercept.ts', `import { behaviourIn } from './config/behaviour.ts'; behaviourIn(process.env)`],
  ['core/store.ts', `import { Low } from 'lowdb'; import { Problem } from './problem.ts'`],
  ['control/state.ts', `import { giveUp } from '../delivery/schedule.ts'`],
  ['vendors/oak/users/list.ts', `import { rows } from '../rows.ts'; import type { Vendor } from '../../vendor.ts'`],
  ['vendors/oak/seed.ts', `import rows from '../../../fixtures/oak.json'`],
  ['vendors/index.ts', `import { oak } from './oak/index.ts'`],
  ['http/mount.ts', `import { Hono } from 'hono' // import { app } from '../control/index.ts'`],
])('what the rule allows is let through: %s, %s', (file, source) => {
  expect(brokenRules({ [file]: source })).toEqual([])
})

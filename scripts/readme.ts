import { readFile, writeFile } from 'node:fs/promises'
import { FLAGS } from '../src/config.ts'
import { Contract, type Operation } from '../src/contract/contract.ts'
import { CONVENTION } from '../src/core/wish.ts'
import { vendors } from '../src/vendors/index.ts'

// Writes the tables of the README from the contract, the flags, the settings and the vendors' magic: `npm run readme`.

const README = new URL('../README.md', import.meta.url)

/** The README with its generated tables as they should be. */
export async function withTables(readme: string): Promise<string> {
  const { operations } = await Contract.load()
  const tables: Record<string, string[]> = {
    operations: vendors.flatMap((vendor) =>
      vendor.surfaces.flatMap(({ name }) => surfaceTable(name, vendor.name, operations)),
    ),
    controls: controlTable(operations),
    flags: flagTable(),
    settings: settingTable(),
    magic: [CONVENTION, '', ...magicTable()],
  }
  return Object.entries(tables).reduce((text, [name, lines]) => between(name, lines, text), readme)
}

function surfaceTable(surface: string, vendor: string, operations: readonly Operation[]): string[] {
  const published = operations.filter((operation) => operation.surface === surface && !operation.isControl)
  const rows = published.map(({ method, path, summary, source, assumed }) => {
    const route = `\`${method.toUpperCase()} ${path.replace(`/${surface}`, `/${vendor}`)}\``
    return `| ${route} | ${summary} | ${source} | ${assumed.length === 0 ? '' : assumed.length} |`
  })
  return [`**${surface}**`, '', '| operation | | evidence | assumed points |', '|---|---|---|---|', ...rows]
}

function controlTable(operations: readonly Operation[]): string[] {
  const controls = operations.filter(({ path }) => path.startsWith('/_sandbox/'))
  const rows = controls.map(({ method, path, summary }) => `| \`${method.toUpperCase()} ${path}\` | ${summary} |`)
  return ['| call | what it does |', '|---|---|', ...rows]
}

function flagTable(): string[] {
  const rows = Object.entries(FLAGS).map(([name, flag]) => {
    const usage = `--${name}${'value' in flag ? ` ${flag.value}` : ''}`
    return `| \`${usage.replaceAll('|', '\\|')}\` | ${flag.help} | ${'preset' in flag ? `\`${flag.preset}\`` : ''} |`
  })
  return ['| flag | | default |', '|---|---|---|', ...rows]
}

function settingTable(): string[] {
  const rows = vendors.flatMap(({ name, settings }) =>
    Object.entries(settings).map(
      ([setting, { default: preset, description }]) => `| \`${name}.${setting}\` | ${description} | \`${preset}\` |`,
    ),
  )
  return ['| `--set` | | default |', '|---|---|---|', ...rows]
}

function magicTable(): string[] {
  const rows = vendors.flatMap(({ name, magic }) =>
    magic.map(({ value, where, effect }) => `| ${name} | \`${value}\` | ${where} | ${effect} |`),
  )
  return ['| vendor | word | in | effect |', '|---|---|---|---|', ...rows]
}

/** Replaces what stands between the markers of this name. Throws when they are not there. */
function between(name: string, lines: readonly string[], text: string): string {
  const pattern = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
  if (!pattern.test(text)) throw new Error(`The README has no place for ${name}`)
  return text.replace(pattern, (_, start: string, end: string) => `${start}${lines.join('\n')}\n${end}`)
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await writeFile(README, await withTables(await readFile(README, 'utf8')))
}

import { readFile, writeFile } from 'node:fs/promises'
import { COMMANDS } from '../src/commands/catalogue.ts'
import { clientVariables } from '../src/commands/client-variables.ts'
import type { Command } from '../src/commands/command.ts'
import { CONTROL, type Coverage, coverageOf, markdownOf } from '../src/commands/coverage.ts'
import { type Flag, GENERAL, usageOf } from '../src/config/flags.ts'
import { Contract } from '../src/contract/contract.ts'
import { CONVENTION } from '../src/core/wish.ts'
import { vendors } from '../src/vendors/index.ts'
import { configSchema } from './config-schema.ts'

// Writes what is made of the contract, the commands, the flags, the settings and the vendors' magic: the tables of the
// README, and the schema of the config file. `npm run readme`

const README = new URL('../README.md', import.meta.url)
const SCHEMA = new URL('../sandbox.config.schema.json', import.meta.url)

/** The README with its generated tables as they should be. */
export async function withTables(readme: string): Promise<string> {
  const all = coverageOf(await Contract.load(), vendors)
  const isControl = ({ surface }: Coverage): boolean => surface === CONTROL
  const tables: Record<string, string[]> = {
    // With a blank line before each heading, which would be a row of the table otherwise.
    operations: all.filter((each) => !isControl(each)).flatMap((each) => ['', ...markdownOf(each)]),
    controls: all.filter(isControl).flatMap(markdownOf),
    commands: commandTable(),
    variables: variableTable(),
    flags: flagTable(),
    settings: settingTable(),
    magic: [CONVENTION, '', ...magicTable()],
  }
  return Object.entries(tables).reduce((text, [name, lines]) => between(name, lines, text), readme)
}

function commandTable(): string[] {
  const rows = Object.entries<Command>(COMMANDS).map(([name, { operands, summary }]) => {
    const usage = `${name}${operands === '' ? '' : ` ${operands}`}`
    return `| \`${usage.replaceAll('|', '\\|')}\` | ${summary} |`
  })
  return ['| command | what it does |', '|---|---|', ...rows]
}

function flagTable(): string[] {
  const rows = Object.entries<Flag>({ ...COMMANDS.start.flags, ...GENERAL }).map(([name, flag]) => {
    const preset = flag.preset === undefined ? '' : `\`${flag.preset}\``
    return `| \`${usageOf(name, flag).replaceAll('|', '\\|')}\` | ${flag.help} | ${preset} |`
  })
  return ['| flag | | default |', '|---|---|---|', ...rows]
}

function variableTable(): string[] {
  const variables = Object.entries(clientVariables('http://localhost:PORT')).map(
    ([name, value]) => `| \`${name}\` | \`${value}\` |`,
  )
  return ['| variable | value |', '|---|---|', ...variables]
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
  await writeFile(SCHEMA, await configSchema(await Contract.load(), vendors))
}

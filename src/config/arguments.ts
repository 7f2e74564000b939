import { parseArgs } from 'node:util'
import { suggestion } from '../core/nearest.ts'
import type { Flags } from './flags.ts'
import { UsageError } from './usage-error.ts'

/** What stands on a command line. A flag that takes no value is there with empty texts. */
export type Arguments = { values: ReadonlyMap<string, readonly string[]>; operands: readonly string[] }

/**
 * Reads flags and operands. With `endsAtOperand` everything from the first operand on is an operand, whatever it looks
 * like. Throws a UsageError for what is no flag, and for a value that is missing or too much.
 */
export function parseArguments(
  argv: readonly string[],
  flags: Flags,
  { endsAtOperand = false, whose = '' }: { endsAtOperand?: boolean; whose?: string } = {},
): Arguments {
  const end = endsAtOperand ? firstOperand(argv, flags) : undefined
  const own = end === undefined ? argv : argv.slice(0, end.index)
  const { tokens, positionals } = tokensOf(own, flags)
  const values = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const flag = Object.hasOwn(flags, name) && rawName.startsWith('--') ? flags[name] : undefined
    if (!flag) throw new UsageError(`there is no flag ${rawName}${whose}${nearestFlag(rawName, flags)}`)
    const isFlag = !inlineValue && value?.startsWith('--')
    if (flag.value !== undefined && (!value || isFlag))
      throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}`)
    if (flag.value === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value`)
    values.set(name, [...(values.get(name) ?? []), value ?? ''])
  }
  const rest = end === undefined ? [] : argv.slice(end.isTerminator ? end.index + 1 : end.index)
  return { values, operands: [...positionals, ...rest] }
}

/** Where the first operand stands, or the `--` that says that only operands follow. */
export function firstOperand(
  argv: readonly string[],
  flags: Flags,
): { index: number; isTerminator: boolean } | undefined {
  const token = tokensOf(argv, flags).tokens.find(({ kind }) => kind !== 'option')
  return token && { index: token.index, isTerminator: token.kind === 'option-terminator' }
}

function tokensOf(argv: readonly string[], flags: Flags) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { value }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  return parseArgs({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true })
}

const nearestFlag = (rawName: string, flags: Flags): string =>
  suggestion(
    rawName,
    Object.keys(flags).map((name) => `--${name}`),
  )

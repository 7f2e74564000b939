import { UsageError } from '../config/usage-error.ts'
import { Contract } from '../contract/contract.ts'
import { suggestionAmong } from '../core/nearest.ts'
import { vendors } from '../vendors/index.ts'
import type { Call } from './command.ts'
import { type Coverage, coverageOf, markdownOf, textOf } from './coverage.ts'

/** Lists what the sandbox plays: everything, or what is one vendor's. */
export async function run({ operands, choices, io }: Call): Promise<number> {
  const isMarkdown = choices.isOn('markdown')
  if (isMarkdown && choices.isGiven('json', 'flag')) throw new UsageError('give --json or --markdown, not both')
  const isJson = choices.isOn('json') && !isMarkdown
  const wanted = only(operands[0], coverageOf(await Contract.load(), vendors))
  if (isJson) io.out(JSON.stringify({ surfaces: wanted }))
  else io.out(wanted.map((each) => (isMarkdown ? markdownOf(each) : textOf(each)).join('\n')).join('\n\n'))
  return 0
}

function only(name: string | undefined, all: readonly Coverage[]): readonly Coverage[] {
  const wanted = all.filter(({ vendor, surface }) => name === undefined || name === vendor || name === surface)
  if (wanted.length > 0) return wanted
  const names = [...new Set(all.flatMap(({ vendor, surface }) => [vendor, surface]))]
  throw new UsageError(`there is no vendor "${name}"${suggestionAmong(name ?? '', names)}`)
}

import { behaviourOf } from '../config/behaviour.ts'
import { UsageError } from '../config/usage-error.ts'
import type { UnmatchedCall } from '../sandbox.ts'
import { clientVariables } from './client-variables.ts'
import type { Call, Ending, Io } from './command.ts'
import { listen, open } from './opening.ts'

/** How many calls that matched nothing are listed. */
const LISTED = 20

/** Runs a command beside a sandbox of its own, and resolves with the command's exit code. */
export async function run({ operands, choices, file, environment, io }: Call): Promise<number> {
  const [program, ...argv] = operands
  if (program === undefined) throw new UsageError('exec needs a command')
  const behaviour = behaviourOf(choices, file)
  const isFailing = choices.isOn('strict-routes') || behaviour.strict
  const port = choices.integer('port')
  const unmatched: UnmatchedCall[] = []
  const sandbox = await open(behaviour, { unmatched: (call) => unmatched.push(call) }, io)
  try {
    const { url } = await listen(sandbox, { host: '127.0.0.1', port })
    const code = codeOf(await io.run(program, argv, { ...environment, ...clientVariables(url) }), program, io)
    if (!isFailing || unmatched.length === 0) return code
    tellOf(unmatched, io)
    return code === 0 ? 1 : code
  } finally {
    await sandbox.close()
  }
}

/** As shells have it: 127 for a command that is not there, 126 for one that cannot be run. */
function codeOf(ending: Ending, program: string, io: Io): number {
  if (!('error' in ending)) return ending.code
  const isMissing = 'code' in ending.error && ending.error.code === 'ENOENT'
  io.err(`fintech-sandbox: ${program} cannot be run: ${isMissing ? 'there is no such command' : ending.error.message}`)
  return isMissing ? 127 : 126
}

function tellOf(unmatched: readonly UnmatchedCall[], io: Io): void {
  const count = unmatched.length
  io.err(`fintech-sandbox: ${count} ${count === 1 ? 'call was' : 'calls were'} none that the sandbox plays:`)
  for (const { method, path, status, namespace } of unmatched.slice(0, LISTED)) {
    const place = namespace === 'default' ? path : `/@${namespace}${path}`
    io.err(`  ${method} ${place}${status === undefined ? '' : ` was answered with ${status}`}`)
  }
  if (count > LISTED) io.err(`  and ${count - LISTED} more`)
}

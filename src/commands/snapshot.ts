import { UsageError } from '../config/usage-error.ts'
import { suggestion } from '../core/nearest.ts'
import type { Call } from './command.ts'
import { type Connection, connect } from './connection.ts'
import { counted, show } from './showing.ts'

type Snapshot = { name: string; at: string; rows: Record<string, number> }

type Action = (connection: Connection, path: string, call: Call) => Promise<void>

/** What is done with the snapshot at a path of the control API. */
const ACTIONS: Readonly<Record<string, Action>> = {
  save: async (connection, path, call) => {
    const answer = await connection.call<Snapshot>({ method: 'PUT', path })
    show(call, answer, `saved ${summary(answer)}`)
  },
  restore: async (connection, path, call) => {
    const answer = await connection.call<Snapshot>({ method: 'POST', path: `${path}/restore` })
    show(call, answer, `back at ${summary(answer)}`)
  },
  delete: async (connection, path, call) => {
    show(call, await connection.call({ method: 'DELETE', path }), `forgot ${call.operands[1]}`)
  },
}

/** Saves, restores or forgets a snapshot, or lists those that there are. */
export async function run(call: Call): Promise<number> {
  const [verb = '', name] = call.operands
  if (verb === 'list') {
    if (name !== undefined) throw new UsageError(`"${name}" is too much for snapshot list`)
    await list(call)
    return 0
  }
  const action = Object.hasOwn(ACTIONS, verb) ? ACTIONS[verb] : undefined
  if (!action) {
    const verbs = [...Object.keys(ACTIONS), 'list']
    throw new UsageError(`snapshot can ${verbs.join(', ')}, not "${verb}"${suggestion(verb, verbs)}`)
  }
  if (name === undefined) throw new UsageError(`snapshot ${verb} needs a name: fintech-sandbox snapshot ${verb} NAME`)
  await action(connect(call), `/snapshots/${encodeURIComponent(name)}`, call)
  return 0
}

async function list(call: Call): Promise<void> {
  const answer = await connect(call).call<{ snapshots: Snapshot[] }>({ method: 'GET', path: '/snapshots' })
  show(call, answer, answer.snapshots.map(summary).join('\n') || 'no snapshots are saved')
}

const summary = ({ name, at, rows }: Snapshot): string => `${name}: ${counted(rows)}, at ${at} on the sandbox's clock`

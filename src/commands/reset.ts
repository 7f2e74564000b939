import type { Call } from './command.ts'
import { connect } from './connection.ts'
import { counted, show } from './showing.ts'

/** Goes back to the seeded state. */
export async function run(call: Call): Promise<number> {
  const answer = await connect(call).call<{ seed: number; rows: Record<string, number> }>({
    method: 'POST',
    path: '/reset',
  })
  show(call, answer, `back at seed ${answer.seed}: ${counted(answer.rows)}`)
  return 0
}

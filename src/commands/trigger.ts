import { UsageError } from '../config/usage-error.ts'
import type { Call } from './command.ts'
import { connect } from './connection.ts'
import { show } from './showing.ts'

type Triggered = { id: string; vendor: string; event: string; url: string; others: string[] }

/** Lets a vendor send one of its events. */
export async function run(call: Call): Promise<number> {
  const [vendor, event] = call.operands
  const tenant = call.choices.text('tenant')
  const data = dataIn(call.choices.text('data'))
  const body = JSON.stringify({ vendor, event, tenant, data })
  const answer = await connect(call).call<Triggered>({ method: 'POST', path: '/webhooks/trigger', body })
  const { others } = answer
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  show(call, answer, `${answer.vendor} ${answer.event} is on its way to ${answer.url} as ${answer.id}${more}`)
  return 0
}

function dataIn(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--data must be JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

import type { Struck } from '../core/faults.ts'
import type { Machine, Timer } from '../core/machine.ts'
import { Problem, type ProblemKind } from '../core/problem.ts'
import type { Later } from '../core/steps.ts'

/** What a status means, so that a surface can say it in its own words. */
const KINDS: Readonly<Record<number, ProblemKind>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'duplicate',
  413: 'too-large',
  422: 'state',
  429: 'too-many',
  500: 'internal',
  501: 'unimplemented',
}

/** The connection ends without an answer. In process it looks like what `fetch` throws. */
export class LostConnection extends TypeError {
  override readonly name = 'LostConnection'

  constructor(reason: string) {
    super('fetch failed', { cause: Object.assign(new Error(reason), { code: 'ECONNRESET' }) })
  }
}

type Disturbance = {
  struck: Struck
  machine: Machine
  /** Aborted when the client hangs up. */
  client: AbortSignal
  /** Aborted when the namespace ends. */
  ended: AbortSignal
  /** The way that the request would have gone. */
  pass: () => Later<Response>
  /** An answer in the dialect of the surface. */
  refuse: (problem: Problem) => Later<Response>
}

/** Lets a fault do its work, before the handler runs or after. Throws a LostConnection when no answer is to be sent. */
export async function disturb(disturbance: Disturbance): Promise<Response> {
  const { struck, pass } = disturbance
  const { rule } = struck
  const passed = rule.when === 'after' ? await pass() : undefined
  await pause(disturbance)
  if (rule.effect === 'reset') throw new LostConnection(`the connection was reset by fault ${struck.id}`)
  if (rule.effect === 'hang') await forever(disturbance)
  const response =
    rule.status === undefined ? (passed ?? (await pass())) : await disturbance.refuse(toProblem(struck, rule.status))
  return await spoilt(response, rule.effect)
}

function toProblem({ id, rule: { retryAfter } }: Struck, status: number): Problem {
  const kind = KINDS[status] ?? (status < 500 ? 'invalid' : 'unavailable')
  return new Problem(kind, `Fault ${id} answers ${status}`, { status, ...(retryAfter !== undefined && { retryAfter }) })
}

/** Waits as long as was drawn, unless nobody waits for the answer any more. */
const pause = async (disturbance: Disturbance): Promise<void> => {
  const { delay } = disturbance.struck
  if (delay > 0) await whileWanted(disturbance, (resolve) => disturbance.machine.after(delay, resolve))
}

const forever = (disturbance: Disturbance): Promise<void> =>
  whileWanted(disturbance, () => ({ cancel: () => undefined }))

/** Throws a LostConnection when the client hangs up, or the namespace ends. */
async function whileWanted(
  { struck, client, ended }: Disturbance,
  start: (resolve: () => void) => Timer,
): Promise<void> {
  const signals = [client, ended]
  let lose = (): void => undefined
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = start(resolve)
      lose = () => {
        timer.cancel()
        reject(new LostConnection(`nobody waits any more for what fault ${struck.id} holds back`))
      }
      for (const signal of signals) signal.addEventListener('abort', lose)
      if (signals.some(({ aborted }) => aborted)) lose()
    })
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', lose)
  }
}

async function spoilt(response: Response, effect: Struck['rule']['effect']): Promise<Response> {
  if ((effect !== 'truncate' && effect !== 'malformed') || response.body === null) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  const { status } = response
  const headers = new Headers(response.headers)
  if (effect === 'malformed') return new Response(bytes.slice(0, -1), { status, headers })
  // The connection ends, or the client would wait for the rest.
  headers.set('content-length', String(bytes.byteLength))
  headers.set('connection', 'close')
  return new Response(bytes.slice(0, bytes.byteLength >> 1), { status, headers })
}

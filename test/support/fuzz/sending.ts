import { inspect } from 'node:util'
import { nextTurn } from '../../../src/core/machine.ts'
import type { World } from '../../../src/world.ts'
import { type Concrete, ORIGIN } from './concrete.ts'
import { Finding } from './finding.ts'
import type { Site } from './stage.ts'
import type { Answer } from './verdict.ts'

/** How long one request may take, in ms of the machine's time. */
const PATIENCE = 10_000

/** After so many turns a request is held by a fault: first time passes, then the client hangs up. */
const HELD = 50

/** What came of a request: no answer when a fault took it. `isHeld` when somebody had to help it to its end. */
export type Outcome = { answer: Answer | undefined; isHeld: boolean }

/** Sends a request. Throws a Finding when it has no end, or ends with what is nobody's fault. */
export async function outcomeOf(sent: Concrete, site: Site, world: World): Promise<Outcome> {
  const client = new AbortController()
  const { method, target, headers, body } = sent
  const request = new Request(ORIGIN + target, { method, headers, signal: client.signal, ...(body && { body }) })
  const running = watched(site.fetch(request).then(read))
  const started = performance.now()
  let isHeld = false
  for (let turn = 0; !running.isOver; turn++) {
    await nextTurn()
    if (turn > HELD && !world.faults.isEmpty) {
      isHeld = true
      if (turn % 2 === 0) site.machine.ring()
      else client.abort()
    }
    if (performance.now() - started > PATIENCE) throw new Finding(`no answer within ${PATIENCE} ms`)
  }
  const { answer, error } = running
  if (answer) return { answer, isHeld }
  const isFault = error instanceof Error && error.name === 'LostConnection' && !world.faults.isEmpty
  if (!isFault) throw new Finding(`fetch rejects: ${inspect(error)}`, { cause: error })
  return { answer: undefined, isHeld: true }
}

/** A promise that can be looked at. */
function watched(promise: Promise<Answer>) {
  const state: { isOver: boolean; answer?: Answer; error?: unknown } = { isOver: false }
  promise
    .then(
      (answer) => {
        state.answer = answer
      },
      (error: unknown) => {
        state.error = error
      },
    )
    .finally(() => {
      state.isOver = true
    })
  return state
}

/** Reads an answer, of a stream that does not end what is there at once. */
async function read(response: Response): Promise<Answer> {
  const { status, headers } = response
  if (headers.get('content-type') === 'text/event-stream') {
    const reader = response.body?.getReader()
    const first = await reader?.read()
    await reader?.cancel()
    return { status, headers, text: new TextDecoder().decode(first?.value), json: undefined }
  }
  const text = await response.text()
  return { status, headers, text, json: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

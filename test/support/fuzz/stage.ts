import type { Machine } from '../../../src/core/machine.ts'
import type { Outcome } from '../../../src/delivery/post.ts'
import { assemble } from '../../../src/sandbox.ts'
import type { World } from '../../../src/world.ts'
import { NOW } from '../sandbox.ts'
import { stillMachine } from '../still-machine.ts'

/** What an endpoint answers, in turn. */
const OUTCOMES: Outcome[] = [
  { status: 200, response: 'ok', error: null, durationMs: 1 },
  { status: 500, response: '', error: null, durationMs: 1 },
  { status: null, response: null, error: 'connect ECONNREFUSED', durationMs: 1 },
  { status: 302, response: '<html>', error: null, durationMs: 1 },
]

/** A sandbox whose time stands still, and whose webhooks never leave the process. Sequences get a namespace each. */
export async function openStage(report: (error: unknown) => void) {
  const machine = stillMachine(+NOW)
  let sent = 0
  const post = (): Promise<Outcome> => Promise.resolve(OUTCOMES[sent++ % OUTCOMES.length] as Outcome)
  const { worlds, app } = await assemble({
    now: NOW,
    checkResponses: true,
    machine: machine satisfies Machine,
    post,
    report,
  })
  let count = 0
  return {
    close: () => worlds.close(),
    /** A fresh namespace, and the way to it. */
    async open() {
      const name = `fuzz-${++count}`
      sent = 0
      await worlds.named(name)
      return {
        machine,
        fetch: async (request: Request) => await app.fetch(request, {}, name),
        /** As it is now: whoever drops a namespace gets another one. */
        world: (): World | Promise<World> => worlds.named(name),
        close: async () => void (await worlds.drop(name)),
      }
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>
export type Site = Awaited<ReturnType<Stage['open']>>

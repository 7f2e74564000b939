import type { Machine, Timer } from '../core/machine.ts'
import { type Message, messages } from '../core/outbox.ts'
import type { World } from '../world.ts'

type Waiter = { takes: (message: Message) => boolean; give: (message: Message) => void; end: (reason: unknown) => void }

/** `loss` is why there is no such namespace any more, if there is none. */
type Parts = { machine: Machine; loss: () => Error | undefined }

/** What a namespace's vendors tell, handed out a message at a time, each to one who asks. */
export class Inbox {
  readonly #world: World
  readonly #machine: Machine
  readonly #loss: Parts['loss']
  // By row and not by id: after a restore another message may have the id of one that was handed out.
  readonly #given = new WeakSet<Message>()
  readonly #waiting = new Set<Waiter>()

  constructor(world: World, { machine, loss }: Parts) {
    this.#world = world
    this.#machine = machine
    this.#loss = loss
    world.namespace.onCommitted(() => this.#handOut())
    world.ended.addEventListener('abort', () => {
      for (const waiter of this.#waiting) waiter.end(this.#ending())
    })
  }

  /** Oldest first, handed out or not. */
  all(): Message[] {
    return [...this.#world.namespace.store.table(messages).all()]
  }

  /** The same, without what was handed out. */
  left(): Message[] {
    return this.all().filter((message) => !this.#given.has(message))
  }

  /**
   * Hands out the oldest message that `takes` accepts, now or when it comes. Rejects with what `late` makes when it has
   * not come after `timeout` ms, with what `takes` throws, and when the sandbox is closed or the namespace dropped.
   */
  next(takes: Waiter['takes'], { timeout, late }: { timeout: number; late: () => Error }): Promise<Message> {
    return new Promise((resolve, reject) => {
      let timer: Timer | undefined
      const done = (): void => {
        timer?.cancel()
        this.#waiting.delete(waiter)
      }
      const waiter: Waiter = {
        takes,
        give: (message) => {
          done()
          resolve(message)
        },
        end: (reason) => {
          done()
          reject(reason instanceof Error ? reason : new Error(String(reason)))
        },
      }
      this.#waiting.add(waiter)
      if (this.#world.ended.aborted) waiter.end(this.#ending())
      this.#handOut()
      // Or a process that has nothing else to do would end before it hears that nothing came.
      if (this.#waiting.has(waiter))
        timer = this.#machine.after(timeout, () => waiter.end(late()), { keepsAlive: true })
    })
  }

  #ending(): Error {
    return this.#loss() ?? new Error('The sandbox was closed before the event came')
  }

  /** Whoever asked first gets first. */
  #handOut(): void {
    for (const waiter of this.#waiting) {
      try {
        const found = this.left().find(waiter.takes)
        if (!found) continue
        this.#given.add(found)
        waiter.give(found)
      } catch (error) {
        waiter.end(error)
      }
    }
  }
}

import { inspect } from 'node:util'
import type { Row } from '../../../src/core/collection.ts'
import type { Exchange } from '../../../src/core/request-log.ts'
import type { Snapshot } from '../../../src/core/snapshot.ts'
import type { Vendor } from '../../../src/vendors/vendor.ts'
import type { World } from '../../../src/world.ts'
import { type Concrete, ORIGIN } from './concrete.ts'
import { Finding } from './finding.ts'
import type { Fuzzer } from './fuzzer.ts'
import type { Taken } from './invariant.ts'
import { Memory } from './memory.ts'
import { preparations } from './preparations.ts'
import type { Planned } from './requests.ts'
import { goThereAndBack } from './round-trip.ts'
import type { Rules } from './rules.ts'
import { outcomeOf } from './sending.ts'
import { settled } from './settled.ts'
import type { Site } from './stage.ts'
import { differences, freeze, wrongIndexes } from './state.ts'
import type { Answer } from './verdict.ts'

/** How many requests one request may need to be about something: a subsession needs a session, which needs a customer. */
const DEEPEST = 3

/** What has been sent, and what came of it. */
export type Step = { sent: Concrete; answer: Answer | undefined }

/** One sequence in a namespace of its own. Every method throws a Finding for what should not be. */
export class Trial {
  readonly steps: Step[] = []
  readonly #fuzzer: Fuzzer
  readonly #site: Site
  readonly #memory: Memory
  readonly #seen = new Map<Row, string>()
  /** How things are: between two requests nobody acts. */
  #now: { world: World; snapshot: Snapshot } | undefined
  #last: Exchange | undefined

  constructor(fuzzer: Fuzzer, site: Site) {
    this.#fuzzer = fuzzer
    this.#site = site
    this.#memory = new Memory(fuzzer)
  }

  /** Somebody listens for the webhooks of every vendor. */
  async listen(vendors: readonly Vendor[]): Promise<void> {
    for (const { name } of vendors) {
      const body = Buffer.from(JSON.stringify({ vendor: name, url: `${ORIGIN}/${name}` }))
      const headers: [string, string][] = [['content-type', 'application/json']]
      await this.send({
        id: 'sandbox.createEndpoint',
        method: 'POST',
        target: '/_sandbox/webhooks/endpoints',
        headers,
        body,
      })
    }
  }

  /** Sends what was planned; before it, what makes that there is something to ask for. */
  async step(planned: Planned, depth = 0): Promise<void> {
    const target = this.#fuzzer.target(planned.id)
    const parts = { memory: this.#memory, makers: this.#fuzzer.makers }
    if (depth < DEEPEST) for (const maker of preparations(planned, target, parts)) await this.step(maker, depth + 1)
    await this.send(settled(planned, target, this.#memory), planned.who.tenant)
  }

  /** Sends a request, and holds against it whatever there is. `tenant` is whose request it is. */
  async send(sent: Concrete, tenant = 0): Promise<void> {
    const step: Step = { sent, answer: undefined }
    this.steps.push(step)
    const world = await this.#site.world()
    const before = this.#now?.world === world ? this.#now.snapshot : this.#look(world)
    this.#now = undefined
    const { answer, isHeld } = await outcomeOf(sent, this.#site, world)
    step.answer = answer
    const exchange = this.#exchange(world)
    const struck = exchange?.fault !== undefined || isHeld
    this.#refuseBugs()
    if (!answer) return
    const found = this.#fuzzer.operationOf(sent, exchange)
    this.#fuzzer.tally.count({ asked: sent.id, answered: found?.id, status: answer.status })
    const faults = struck ? [] : this.#fuzzer.judge.faults(answer, found, this.#fuzzer.surfacesAt(sent.target))
    if (faults.length > 0) throw new Finding(faults.join('; '))
    if (!struck && world === (await this.#site.world())) {
      const after = this.#look(world)
      this.#now = { world, snapshot: after }
      const taken = { id: sent.id, answer, before, after }
      const broken = [
        ...unwanted(taken, sent.method, this.#fuzzer.rules),
        ...this.#fuzzer.rules.steps.flatMap((rule) => rule(taken)),
      ]
      if (broken.length > 0) throw new Finding(broken.join('; '))
    }
    this.#memory.learn({ sent, answer, found, tenant })
  }

  /** What has to hold whatever has happened. */
  async end({ isThorough }: { isThorough: boolean }): Promise<void> {
    const { namespace } = await this.#site.world()
    const retired = [...this.#seen].map(([row, collection]): [string, Row] => [collection, row])
    const wrong = wrongIndexes(namespace, this.#fuzzer.collections, retired)
    const broken = this.#fuzzer.rules.invariants.flatMap((invariant) => invariant(namespace))
    if (wrong.length + broken.length > 0) throw new Finding([...wrong, ...broken].join('; '))
    if (isThorough) await goThereAndBack(this.#site)
    this.#refuseBugs()
  }

  /** The state of a world, with its rows frozen and remembered. */
  #look({ namespace }: World): Snapshot {
    const snapshot = namespace.look()
    for (const [collection, rows] of snapshot.rows) {
      for (const row of rows.values()) {
        if (this.#seen.has(row)) continue
        freeze(row)
        this.#seen.set(row, collection)
      }
    }
    return snapshot
  }

  /** What the log says of the request that was answered last; the control API is not logged. */
  #exchange({ log }: World): Exchange | undefined {
    const last = log.all().at(-1)
    if (last === this.#last) return undefined
    this.#last = last
    return last
  }

  #refuseBugs(): void {
    const [bug] = this.#fuzzer.bugs.splice(0)
    if (bug !== undefined)
      throw new Finding(`a bug was reported: ${bug instanceof Error ? bug.message : inspect(bug)}`, { cause: bug })
  }
}

/** Who reads or refuses leaves everything as it was. */
function unwanted({ id, answer, before, after }: Taken, method: string, { writes }: Rules): string[] {
  if ((answer.status < 400 && method !== 'GET') || writes.has(id)) return []
  const changed = differences(before, after)
  return changed.length > 0 ? [`${id} answers ${answer.status} and changes ${changed.join(', ')}`] : []
}

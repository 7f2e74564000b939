import { Contract, type Operation } from '../../../src/contract/contract.ts'
import type { Document } from '../../../src/contract/document.ts'
import type { Exchange } from '../../../src/core/request-log.ts'
import { vendors } from '../../../src/vendors/index.ts'
import { Associations } from './associations.ts'
import { finder, type Target, targetsOf } from './catalogue.ts'
import type { Concrete } from './concrete.ts'
import { toFinding } from './finding.ts'
import { Makers } from './makers.ts'
import { Pool } from './pool.ts'
import type { Planned } from './requests.ts'
import type { Rules } from './rules.ts'
import { Sequences } from './sequences.ts'
import { openStage, type Stage } from './stage.ts'
import { collectionsOf } from './state.ts'
import { Tally } from './tally.ts'
import { Trial } from './trial.ts'
import { Judge } from './verdict.ts'

type Parts = {
  contract: Contract
  document: Document
  stage: Stage
  judge: Judge
  collections: Fuzzer['collections']
  bugs: unknown[]
  rules: Rules
}

/** What is known before anything is asked. */
type Known = { pool: Pool; associations: Associations }

/** What the fuzzer knows of the contract, and where it tries it. */
export class Fuzzer {
  readonly contract: Contract
  readonly document: Document
  readonly targets: Target[]
  readonly stage: Stage
  readonly judge: Judge
  readonly find: ReturnType<typeof finder>
  readonly collections: Awaited<ReturnType<typeof collectionsOf>>
  readonly makers: Makers
  readonly sequences: Sequences
  readonly tally = new Tally()
  readonly bugs: unknown[]
  readonly rules: Rules
  readonly #byId: Map<string, Target>
  readonly #known = new Map<string, Known>()
  readonly #children = new Map<string, { parameter: string; within: string }>()

  private constructor(parts: Parts) {
    this.contract = parts.contract
    this.document = parts.document
    this.stage = parts.stage
    this.judge = parts.judge
    this.collections = parts.collections
    this.bugs = parts.bugs
    this.rules = parts.rules
    this.targets = targetsOf(parts.contract.operations, parts.document, vendors)
    this.sequences = new Sequences(this.targets, parts.document, parts.rules)
    for (const { operation } of this.targets) {
      for (const [, path = '', parameter = ''] of operation.path.matchAll(/(?<=^(.*))\/\{([^}]+)\}/g))
        this.#children.set(path, { parameter, within: path.split('/').at(-1) ?? '' })
    }
    this.makers = new Makers(this.targets, parts.document)
    this.#byId = new Map(this.targets.map((target) => [target.operation.id, target]))
    this.find = finder(parts.contract)
  }

  static async open(rules: Rules): Promise<Fuzzer> {
    const contract = await Contract.load()
    const bugs: unknown[] = []
    const stage = await openStage((bug) => void bugs.push(bug))
    const judge = new Judge(contract, await contract.checker())
    const collections = await collectionsOf(vendors)
    const fuzzer = new Fuzzer({ collections, contract, document: await contract.document(), stage, judge, bugs, rules })
    await fuzzer.#learnWhatIsThere()
    return fuzzer
  }

  close(): Promise<void> {
    return this.stage.close()
  }

  target(id: string): Target {
    const target = this.#byId.get(id)
    if (!target) throw new Error(`There is no operation ${id}`)
    return target
  }

  /** What is known before anything is asked: of a vendor's tenant, `oak demo-client`, or, by no name, of the contract. */
  known(name: string): Known {
    const known = this.#known.get(name) ?? { pool: new Pool(), associations: new Associations() }
    this.#known.set(name, known)
    return known
  }

  /** The operation that has answered: as the log says, or by the path where nothing is logged. */
  operationOf({ method, target, headers }: Concrete, exchange: Exchange | undefined): Operation | undefined {
    // Where the namespace has no name that it could have, nobody is asked.
    if (headers.some(([name, value]) => name === 'sandbox-namespace' && !/^[a-z0-9-]{1,63}$/.test(value)))
      return undefined
    if (exchange) return exchange.operation === undefined ? undefined : this.contract.operation(exchange.operation)
    return this.locate(target, method)?.operation
  }

  /** The operation that a path means, with the vendor's prefix or with the contract's, and its parameters. */
  locate(target: string, method = 'GET'): ReturnType<Fuzzer['find']> {
    const [path = ''] = target.split(/[?#]/, 1)
    const rest = /^\/[^/]+(\/.*)$/.exec(path)?.[1] ?? ''
    const places = [path, ...this.surfacesAt(target).map((surface) => `/${surface}${rest}`)]
    return places.map((place) => this.find(method, place)).find((found) => found !== undefined)
  }

  /** What is in the list that an operation answers with: the next parameter of a longer path. */
  childOf({ path }: Operation): { parameter: string; within: string } | undefined {
    return this.#children.get(path)
  }

  /** The lists that an operation's path leads through. */
  parentsOf({ path }: Operation): string[] {
    const steps = path.split('/')
    return steps.flatMap((step, at) => (step.startsWith('{') ? [steps.slice(0, at).join('/')] : [])).reverse()
  }

  surfacesAt(target: string): string[] {
    const [, first = ''] = target.split(/[/?#]/)
    const vendor = vendors.find(
      ({ name, surfaces }) => name === first || surfaces.some((surface) => surface.name === first),
    )
    return vendor?.surfaces.map(({ name }) => name) ?? []
  }

  /** Runs one sequence, and returns what was sent. Throws a Finding, with the trial as its cause. */
  async run(plans: readonly Planned[], { isThorough = true } = {}): Promise<Trial> {
    const about = new Set(plans.map(({ id }) => this.target(id).vendor))
    return await this.#try(async (trial) => {
      await trial.listen(vendors.filter((vendor) => about.has(vendor)))
      for (const planned of plans) await trial.step(planned)
      await trial.end({ isThorough })
    })
  }

  /** Sends the requests of a report again. */
  async replay(requests: readonly Concrete[]): Promise<Trial> {
    return await this.#try(async (trial) => {
      for (const sent of requests) await trial.send(sent)
      await trial.end({ isThorough: true })
    })
  }

  async #try(act: (trial: Trial) => Promise<void>): Promise<Trial> {
    const site = await this.stage.open()
    const trial = new Trial(this, site)
    try {
      await act(trial)
      return trial
    } catch (error) {
      const finding = toFinding(error)
      finding.steps = trial.steps
      throw finding
    } finally {
      this.bugs.length = 0
      await site.close()
    }
  }

  async #learnWhatIsThere(): Promise<void> {
    const site = await this.stage.open()
    const { namespace } = await site.world()
    for (const [collection, rows] of namespace.look().rows) {
      const [prefix, name = ''] = collection.split('.')
      const vendor = vendors.find((candidate) => candidate.name === prefix)
      for (const row of rows.values()) {
        const owner = vendor?.tenants.find((tenant) => Object.values(row).includes(tenant.name))
        for (const { name: tenant } of owner ? [owner] : (vendor?.tenants ?? [])) {
          const known = this.known(`${prefix} ${tenant}`)
          known.pool.learn(row, name)
          known.associations.learn(row, name)
        }
      }
    }
    const words = this.known('').pool
    for (const vendor of vendors) {
      words.learn({ vendor: vendor.name, tenant: vendor.tenants.map(({ name }) => name) }, '')
      for (const event of this.contract.eventsOf(vendor.name)) words.learn({ event, events: [event] }, '')
    }
    for (const { operation } of this.targets) words.learn({ operation: operation.id }, '')
    await site.close()
  }
}

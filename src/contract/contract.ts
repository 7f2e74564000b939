import type { Checker } from './checker.ts'
import { type Document, loadDocument, toPointer } from './document.ts'
import { type Operation, type Outline, outlineOf } from './outline.ts'
import { loadOutline } from './outline-file.ts'

export type { Operation, RequestBody } from './outline.ts'

let loaded: Promise<Contract> | undefined

/** What the yaml says, ready to be used. The document is read, and its checks are compiled, when they are needed. */
export class Contract {
  readonly #outline: Outline
  readonly #read: () => Promise<Document>
  readonly #byId: Map<string, Operation>
  #document: Promise<Document> | undefined
  #checker: Checker | Promise<Checker> | undefined

  constructor(outline: Outline, read: () => Promise<Document>) {
    this.#outline = outline
    this.#read = read
    this.#byId = new Map(outline.operations.map((operation) => [operation.id, operation]))
  }

  /** The project's own contract: read once, and shared by every sandbox of the process with all that it compiled. */
  static load(): Promise<Contract> {
    loaded ??= Contract.#loadOwn()
    return loaded
  }

  static of(document: Document): Contract {
    return new Contract(outlineOf(document), () => Promise.resolve(document))
  }

  static async #loadOwn(): Promise<Contract> {
    const outline = loadOutline()
    return outline ? new Contract(outline, loadDocument) : Contract.of(await loadDocument())
  }

  get version(): string {
    return this.#outline.version
  }

  /** Sorted as a router has to ask for them, which takes the first that matches. */
  get operations(): readonly Operation[] {
    return this.#outline.operations
  }

  operation(id: string): Operation | undefined {
    return this.#byId.get(id)
  }

  /** Every event there is, `conomy.customer.levelChanged`. */
  get events(): readonly string[] {
    return this.#outline.events
  }

  /** The names of a vendor's events, without the vendor. */
  eventsOf(vendor: string): string[] {
    const prefix = `${vendor}.`
    return this.#outline.events.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  }

  /**
   * Paths that a surface's vendor documents and the sandbox leaves out, without the surface: `/exports` with all below
   * it, and with a method, `POST /kyc`, only that.
   */
  unimplemented(surface: string): readonly string[] {
    return this.#outline.unimplemented[surface] ?? []
  }

  /** The place of an event's payload, `conomy.customer.levelChanged`. */
  payloadOf(event: string): string {
    return toPointer('webhooks', event, 'post', 'requestBody', 'content', 'application/json', 'schema')
  }

  /** What throws when a webhook is about to be queued that the contract does not know. */
  async eventCheck(): Promise<(event: string, payload: unknown) => void> {
    const checker = await this.checker()
    return (event, payload) => {
      const [issue] = checker.conforms(this.payloadOf(event), payload)
      if (issue) throw new Error(`${event} is sent against the contract: ${issue.message}`)
    }
  }

  /** The whole of it. */
  document(): Promise<Document> {
    this.#document ??= this.#read()
    return this.#document
  }

  /** The validator is loaded by the first request that needs it, not by the start; from then on it is there at once. */
  checker(): Checker | Promise<Checker> {
    this.#checker ??= this.#makeChecker()
    return this.#checker
  }

  async #makeChecker(): Promise<Checker> {
    const [{ Checker }, document] = await Promise.all([import('./checker.ts'), this.document()])
    this.#checker = new Checker(document)
    return this.#checker
  }
}

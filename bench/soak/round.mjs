import * as conomy from './conomy.mjs'
import * as control from './control.mjs'
import * as legaltalent from './legaltalent.mjs'
import * as oak from './oak.mjs'

/** What is done at the same time; each lane does its stories in turn. */
const LANES = [
  [conomy.customer, conomy.reads],
  [conomy.gateway, conomy.payments],
  [legaltalent.session, legaltalent.customer, legaltalent.watchlist],
  [oak.customer, oak.money, oak.webhooks],
  [control.namespace, control.operator],
  [control.refused, control.halfSaid],
  [control.watching],
]

/** Numbers that are used once in a run. */
let used = 0

/** Everything once or more at the same time, and then everything put back as it was at the start. */
export class Round {
  #client
  #number
  #place
  #isOver = false

  /** `receivers` are the URLs of endpoints that take webhooks, refuse them and cut them off. */
  constructor({ client, url, receivers, number }) {
    this.#client = client
    this.#number = number
    this.#place = { url, receivers, isOver: () => this.#isOver }
  }

  /** Goes on for `duration` ms, and until every story that was begun has ended. */
  async run(duration) {
    await this.#prepare()
    const end = performance.now() + duration
    const lane = async (stories) => {
      for (let at = 0; performance.now() < end; at++) await this.#tell(stories[at % stories.length])
    }
    const watcher = LANES.at(-1)
    const others = LANES.slice(0, -1).map(lane)
    const watched = lane(watcher)
    await Promise.all(others)
    this.#isOver = true
    // Something happens, so that who watches sees that it is over.
    await this.#client.ask('GET', '/conomy/accounts')
    await watched
  }

  /** The demo data and nothing else, no connections and nothing to come: by a reset, and every other time by a snapshot. */
  async putBack() {
    const client = this.#client
    await client.ask('POST', '/_sandbox/clock/advance', { body: { seconds: 86_400 } })
    await client.ask('POST', '/_sandbox/webhooks/flush')
    const isOdd = this.#number % 2 === 1
    await client.ask('POST', isOdd ? '/_sandbox/snapshots/seeded/restore' : '/_sandbox/reset')
    if (isOdd) await client.ask('DELETE', '/_sandbox/snapshots/seeded', { expected: 204 })
    await client.ask('DELETE', '/_sandbox/requests', { expected: 204 })
    const { namespaces } = await client.ask('GET', '/_sandbox/namespaces')
    if (namespaces.length > 1) client.surprise(`${namespaces.length} namespaces are there at the end of a round`)
    client.hangUp()
  }

  async #prepare() {
    const client = this.#client
    if (this.#number % 2 === 0) await client.ask('PUT', '/_sandbox/snapshots/seeded')
    const [taking, failing, cutting] = this.#place.receivers
    for (const [vendor, urls] of Object.entries({
      conomy: [taking, failing],
      legaltalent: [taking],
      oak: [taking, cutting],
    }))
      for (const url of urls)
        await client.ask('POST', '/_sandbox/webhooks/endpoints', { body: { vendor, url }, expected: 201 })
  }

  /** A story that cannot go on, because an answer was not what it needs, is one more surprise. */
  async #tell(story) {
    try {
      await story(this.#client, ++used, this.#place)
    } catch (error) {
      this.#client.surprise(`${story.name}: ${error.stack}`)
    }
  }
}

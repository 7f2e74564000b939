import { StreamReply } from '../contract/reply.ts'
import { type Feed, type Happening, isTold } from '../core/feed.ts'
import type { Machine } from '../core/machine.ts'
import type { Change } from '../core/store.ts'
import { type ControlContext, type ControlOperations, wrongField } from './context.ts'
import { showDelivery } from './deliveries.ts'
import { summary } from './requests.ts'

/** How often a stream says that it is alive, in ms of the machine's time: proxies cut off what is silent. */
const HEARTBEAT = 15_000

/** A stream whose reader lags this many events behind is ended; the reader comes back and goes on where it was. */
const LAG = 2000

export const eventHandlers = {
  watchEvents({ query, headers }, { feed, name, machine }) {
    const last = headers['last-event-id'] ?? query.lastEventId
    return new StreamReply(streamOf(feed, last === undefined ? feed.last : toNumber(last), { name, machine }))
  },
} satisfies Partial<ControlOperations>

function toNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw wrongField('lastEventId', 'the id of an event is a number', 'query')
}

function streamOf(
  feed: Feed,
  last: number,
  { name, machine }: { name: string; machine: Machine },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = (): void => undefined
  const begin = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const send = (text: string): void => {
      controller.enqueue(encoder.encode(text))
      if ((controller.desiredSize ?? 0) > -LAG) return
      stop()
      controller.close()
    }
    const beat = (): void => {
      timer = machine.after(HEARTBEAT, beat)
      send(': still here\n\n')
    }
    let timer = machine.after(HEARTBEAT, beat)
    // Something at once, so that the reader knows that it is connected.
    send(': watching\n\n')
    for (const happening of feed.since(last)) send(toText(happening, name))
    const listening = feed.listen({
      hear: (happening) => send(toText(happening, name)),
      end: () => {
        timer.cancel()
        controller.close()
      },
    })
    stop = () => {
      timer.cancel()
      listening.stop()
    }
  }
  let isBegun = false
  // Nobody listens before somebody reads: of an answer to HEAD the stream is dropped, and never cancelled.
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (!isBegun) begin(controller)
    isBegun = true
  }
  return new ReadableStream<Uint8Array>({ pull, cancel: () => stop() }, { highWaterMark: 0 })
}

const toText = (happening: Happening, name: ControlContext['name']): string =>
  `id: ${happening.number}\nevent: ${happening.kind}\ndata: ${JSON.stringify(toData(happening, name))}\n\n`

function toData(happening: Happening, name: ControlContext['name']): object {
  switch (happening.kind) {
    case 'request':
      return summary(happening.subject, name)
    case 'delivery':
      return showDelivery(happening.subject)
    case 'rows':
      return { at: happening.subject.at.toISOString(), rows: showChanges(happening.subject.changes) }
    case 'state':
      return { what: happening.subject.what, at: happening.subject.at.toISOString() }
  }
}

/** Each row once, however often it was written. */
function showChanges(changes: readonly Change[]): object[] {
  const rows = new Map<string, { collection: string; id: string; change: 'created' | 'changed' | 'removed' }>()
  for (const { collection, id, row, isNew } of changes.filter(isTold)) {
    const key = `${collection} ${id}`
    const isCreated = isNew || rows.get(key)?.change === 'created'
    rows.set(key, { collection, id, change: row === undefined ? 'removed' : isCreated ? 'created' : 'changed' })
  }
  return [...rows.values()]
}

import { onTestFinished } from 'vitest'
import type { TestSandbox } from './sandbox.ts'

export type ServerEvent = { id: string; event: string; data: any }

/** Watches a namespace. The stream is let go of when the test ends. */
export async function watch(sandbox: TestSandbox, path = '/_sandbox/events', headers: Record<string, string> = {}) {
  const response = await sandbox.fetch(new Request(`http://localhost:4010${path}`, { headers }))
  return { response, ...readEvents(response) }
}

/** The events of an answer, one by one; undefined when it ends. */
export function readEvents(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  onTestFinished(() => reader.cancel())

  async function next(): Promise<ServerEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return undefined
        text += decoder.decode(value, { stream: true })
        continue
      }
      const lines = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      const fields = new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
      if (!fields.has('data')) continue
      return {
        id: fields.get('id') ?? '',
        event: fields.get('event') ?? '',
        data: JSON.parse(fields.get('data') ?? ''),
      }
    }
  }

  return {
    next,
    /** That many events. */
    take: async (count: number): Promise<(ServerEvent | undefined)[]> => {
      const events: (ServerEvent | undefined)[] = []
      while (events.length < count) events.push(await next())
      return events
    },
    cancel: () => reader.cancel(),
  }
}

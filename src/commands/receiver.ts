import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { machine } from '../core/machine.ts'
import { CommandError } from './command.ts'

/** How long webhooks that are being received may take when it ends, in ms. */
const GRACE = 1000

/** A webhook as it came. Of a header that was sent twice, all of it. */
export type Came = { path: string; headers: Readonly<Record<string, string>>; body: string }

export type Receiver = { url: string; close(): Promise<void> }

/**
 * A server that takes webhooks: whatever is posted to it goes to `take`, which says with what status to answer. Rejects
 * with a CommandError when it cannot listen.
 */
export async function receive(
  { host, port }: { host: string; port: number },
  take: (came: Came) => number,
): Promise<Receiver> {
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405, { allow: 'POST' }).end()
      return
    }
    bodyOf(request).then(
      (body) => response.writeHead(take({ path: request.url ?? '/', headers: headersOf(request), body })).end(),
      // It was cut off in the middle, so there is nobody to answer.
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE' ? 'is taken; choose another with --port' : `cannot be used: ${error.message}`
      reject(new CommandError(`port ${port} of ${host} ${reason}`, { cause: error }))
    })
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${name}:${taken}`,
    close: () => close(server),
  }
}

/** Lets what is being answered end, and cuts off what is left after a while. */
async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  const timer = machine.after(GRACE, () => server.closeAllConnections())
  await closed
  timer.cancel()
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

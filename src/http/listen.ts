import type { Server, ServerOptions } from 'node:http'
import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Machine } from '../core/machine.ts'
import { isLater, type Later } from '../core/steps.ts'
import type { App } from './app.ts'
import { LostConnection } from './disturb.ts'

/** How long requests that are being answered may take when the server closes, in ms. */
const GRACE = 5000

/** The longest request line and headers together, in bytes. Long enough for the contract to refuse a long parameter. */
const MAX_HEADER_SIZE = 64 * 1024

/** How patient the server is, in ms. Whoever takes longer is answered 408 and cut off. */
export type Patience = {
  /** From the opening of a connection, or the first byte of a later request, to the end of the headers. */
  headers: number
  /** The same, to the end of the body. */
  request: number
  /** How often it looks for those who take longer. */
  check: number
}

/** Long enough for a large upload over a slow line, and for a person who types a request into a terminal. */
const PATIENCE: Patience = { headers: 30_000, request: 120_000, check: 5000 }

/** After this long without a byte a connection is asked whether anybody is still there, in ms. */
const PROBE_AFTER = 60_000

export type Listening = { url: string; close(): Promise<void> }

type ListenOptions = { host: string; port: number; machine: Machine; patience?: Partial<Patience> | undefined }

/** Listens, and resolves with the address. Rejects with the system's error, `EADDRINUSE` for a busy port. */
export async function listen(app: App, { host, port, machine, patience = {} }: ListenOptions): Promise<Listening> {
  let isClosing = false
  const answer = (request: Request, connection: HttpBindings | Http2Bindings): Later<Response> => {
    const response = app.fetch(request, connection)
    // An answer that is there at once is written at once.
    if (!isLater(response)) return isClosing ? last(response) : response
    return response.then(
      (answered) => (isClosing ? last(answered) : answered),
      (error: unknown) => cutOff(error, connection),
    )
  }
  const server = createAdaptorServer({
    fetch: answer,
    serverOptions: serverOptions({ ...PATIENCE, ...patience }),
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    url: urlOf(server, host),
    close: () => {
      isClosing = true
      return close(server, machine)
    },
  }
}

const serverOptions = ({ headers, request, check }: Patience): ServerOptions => ({
  maxHeaderSize: MAX_HEADER_SIZE,
  headersTimeout: headers,
  requestTimeout: request,
  connectionsCheckingInterval: check,
  keepAlive: true,
  keepAliveInitialDelay: PROBE_AFTER,
})

/** Or the client would keep the connection, and go on asking. */
function last(response: Response): Response {
  response.headers.set('connection', 'close')
  return response
}

/** Ends the connection as if the server had gone. Throws what is no LostConnection. */
function cutOff(error: unknown, { incoming }: HttpBindings | Http2Bindings): Response {
  if (!(error instanceof LostConnection)) throw error
  const { socket } = incoming
  if ('resetAndDestroy' in socket) socket.resetAndDestroy()
  else incoming.destroy()
  return RESPONSE_ALREADY_SENT
}

function urlOf(server: Server, host: string): string {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const isAnywhere = host === '0.0.0.0' || host === '::'
  const name = isAnywhere || host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** Takes no new requests, lets those that run end, and cuts off what is left after a while. */
async function close(server: Server, machine: Machine): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = machine.after(GRACE, () => server.closeAllConnections())
  await closed
  timer.cancel()
}

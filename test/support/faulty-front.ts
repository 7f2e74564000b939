import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A refusal that the server behind has nothing to do with; `after`: it did what was asked, and the answer was lost. */
export type FrontFault = { status: number; headers?: Record<string, string>; after?: true }

/**
 * What stands between a client and a server and fails now and then: of the requests to `path`, the first get these
 * faults, one each. Closed when the test ends.
 */
export async function startFaultyFront(behind: string, path: string, faults: readonly FrontFault[]): Promise<string> {
  const left = [...faults]
  const server = createServer((request, response) => {
    void (async () => {
      const fault = request.url?.startsWith(path) ? left.shift() : undefined
      const answer = fault && !fault.after ? undefined : await forward(request, behind)
      const body = fault ? JSON.stringify({ msg: 'injected', data: null }) : await answer?.text()
      response.writeHead(fault?.status ?? answer?.status ?? 502, {
        'content-type': 'application/json',
        ...fault?.headers,
      })
      response.end(body)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function forward(request: IncomingMessage, behind: string): Promise<Response> {
  const body = Buffer.concat((await request.toArray()) as Buffer[])
  const { authorization = '', 'content-type': type = '' } = request.headers
  return await fetch(`${behind}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { authorization, 'content-type': type },
    ...(body.length > 0 && { body }),
  })
}

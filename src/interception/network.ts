import { syncBuiltinESMExports } from 'node:module'
import { ClientRequestInterceptor } from '@mswjs/interceptors/ClientRequest'
import { FetchInterceptor } from '@mswjs/interceptors/fetch'

/** Answers a request instead of the network, or says with undefined that the network is to answer. */
export type Stand = (request: Request) => Promise<Response> | undefined

type Asked = {
  request: Request
  controller: { respondWith(response: Response): void; errorWith(reason: unknown): void }
}

/** The library waits for what a listener returns, which its own types do not say. */
type Interceptor = {
  on(event: 'request', listener: (asked: Asked) => Promise<void>): unknown
  apply(): void
  dispose(): void
}

/**
 * Puts `stand` between this process and the network: before `fetch`, `node:http` and `node:https`, and whatever is
 * made of them. When it rejects, the request fails as it would if the connection had.
 */
export function standBefore(stand: Stand): { stop(): void } {
  const ofFetch: Interceptor = new FetchInterceptor()
  const ofHttp: Interceptor = new ClientRequestInterceptor()
  ofFetch.on('request', (asked) => settle(asked, stand, (error) => error))
  // What `fetch` throws has the error of the connection as its cause, and node:http has it plain.
  ofHttp.on('request', (asked) => settle(asked, stand, causeOf))
  for (const interceptor of [ofFetch, ofHttp]) interceptor.apply()
  // Or who says `import { request } from 'node:http'` has the one from before.
  syncBuiltinESMExports()
  return {
    stop() {
      for (const interceptor of [ofFetch, ofHttp]) interceptor.dispose()
      syncBuiltinESMExports()
    },
  }
}

async function settle(
  { request, controller }: Asked,
  stand: Stand,
  toReason: (error: unknown) => unknown,
): Promise<void> {
  const answering = stand(request)
  if (!answering) return
  try {
    controller.respondWith(await answering)
  } catch (error) {
    controller.errorWith(toReason(error))
  }
}

const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error

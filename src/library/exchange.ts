/**
 * Asks in process as `fetch` does over a socket. Rejects with the signal's reason once that is aborted, and the body of an
 * answer that announces more than there is breaks off.
 */
export async function exchange(answer: (request: Request) => Promise<Response>, request: Request): Promise<Response> {
  const { signal } = request
  signal.throwIfAborted()
  try {
    return await received(await answer(request), request)
  } finally {
    // Whatever came of it, nobody waits for it any more.
    signal.throwIfAborted()
  }
}

async function received(response: Response, { method, signal }: Request): Promise<Response> {
  const { body, status, headers } = response
  if (body === null || method === 'HEAD') return response
  if (headers.get('content-type') === 'text/event-stream') {
    return new Response(untilAborted(body, signal), { status, headers })
  }
  const announced = headers.get('content-length')
  if (announced === null) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  const whole = bytes.byteLength >= Number(announced)
  return new Response(whole ? bytes : broken(bytes), { status, headers })
}

/** A stream that is not read ahead, and fails with the signal's reason. */
function untilAborted(body: ReadableStream<Uint8Array>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        signal.addEventListener('abort', () => {
          controller.error(signal.reason)
          void reader.cancel()
        })
      },
      async pull(controller) {
        const { done, value } = await reader.read()
        if (signal.aborted) return
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => reader.cancel(),
    },
    { highWaterMark: 0 },
  )
}

/** These bytes, and then what `fetch` makes of a connection that ends too early. */
function broken(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes),
    pull(controller) {
      const reason = new Error('Response body length does not match content-length header')
      const cause = Object.assign(reason, { code: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' })
      controller.error(new TypeError('terminated', { cause }))
    },
  })
}

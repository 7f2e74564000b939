// A webhook endpoint that checks Oak's signature, as the SDK's verifyWebhookSignature would. Ends after the first event.
//   node examples/oak-receiver.mjs [port] [secret]
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const [port = '4012', secret = 'demo-webhook-secret'] = process.argv.slice(2)

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const [, time = '', given = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(request.headers['crowdsplit-signature'] ?? '') ?? []
  // Over the time, a dot, and the bytes as they came.
  const expected = Buffer.from(createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex'))
  const signature = Buffer.from(given)
  const isGenuine = signature.length === expected.length && timingSafeEqual(signature, expected)
  // Only 200 acknowledges.
  response.writeHead(isGenuine ? 200 : 401).end()
  console.log(isGenuine ? 'signature is genuine:' : 'signature is WRONG:', body.toString())
  server.close()
})
server.listen(Number(port), '127.0.0.1', () => console.log(`waiting for a webhook on http://127.0.0.1:${port}/`))

// A webhook endpoint that checks Conomy's signature, as your own would. Ends after the first event.
//   node examples/receiver.mjs [port] [secret]
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const [port = '4011', secret = 'demo-webhook-secret'] = process.argv.slice(2)

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  // Over the bytes as they came: parsing and writing them again may change them.
  const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('hex'))
  const signature = Buffer.from(String(request.headers['x-webhook-signature'] ?? ''))
  const isGenuine = signature.length === expected.length && timingSafeEqual(signature, expected)
  response.writeHead(isGenuine ? 204 : 401).end()
  console.log(isGenuine ? 'signature is genuine:' : 'signature is WRONG:', body.toString())
  server.close()
})
server.listen(Number(port), '127.0.0.1', () => console.log(`waiting for a webhook on http://127.0.0.1:${port}/`))

// A webhook endpoint that checks LegalTalent's signature, and prints what happens to a session until it is processed.
//   node examples/legaltalent-receiver.mjs [port] [secret]
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const [port = '4013', secret = 'whsec_of_my_own'] = process.argv.slice(2)

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  // Over the time, a dot, and the bytes as they came.
  const time = request.headers['x-webhook-timestamp'] ?? ''
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`)
  const given = Buffer.from(request.headers['x-webhook-signature'] ?? '')
  const isGenuine = given.length === expected.length && timingSafeEqual(given, expected)
  response.writeHead(isGenuine ? 200 : 401).end()
  console.log(isGenuine ? 'signature is genuine:' : 'signature is WRONG:', body.toString())
  if (isGenuine && JSON.parse(body).type === 'kyc.session.processed') server.close()
})
server.listen(Number(port), '127.0.0.1', () => console.log(`waiting for webhooks on http://127.0.0.1:${port}/`))

// The floor: what node alone takes to start and to answer with one customer.
import { createServer } from 'node:http'
import { CUSTOMER } from './customer.mjs'

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(CUSTOMER))
})
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }))
})

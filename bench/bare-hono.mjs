// The second floor: one Hono route to read and one to write, with no checks, no rules and no store behind them.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { CUSTOMER } from './customer.mjs'

const app = new Hono()
app.get('/customers/:id', (c) => c.json({ ...CUSTOMER, id: c.req.param('id') }))
app.post('/customers', async (c) => c.json({ ...CUSTOMER, ...(await c.req.json()) }, 201))
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }))
})

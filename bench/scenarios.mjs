// What every server is asked, by row. What is not said of a load, `load.mjs` decides.
import { CUSTOMER } from './customer.mjs'

export const ROWS = {
  start: 'start to first 200, ms',
  idle: 'memory when idle, MB',
  used: 'memory after 100,000 GETs, MB',
  get: 'GET one customer, /s',
  filtered: 'GET one by documentNumber, /s',
  list: 'GET a page of 50, /s',
  post1: 'POST, 1 connection, /s',
  post16: 'POST, 16 connections, /s',
  post64: 'POST, 64 connections, /s',
  patch: 'PATCH, /s',
  approve: 'approval and its webhook, /s',
  first: 'blocked by the first request, ms',
  loaded: 'blocked under load, ms',
  closing: 'blocked when closing, ms',
}

const NEW = { email: '[<id>]@example.com', documentNumber: '20-[<id>]', firstName: 'Ana' }
const ALL = '/conomy/customers?clientId=demo-client'
const ONE = `/conomy/customers/${CUSTOMER.id}?clientId=demo-client`

export const LIST = { path: `${ALL}&count=50`, rows: 50 }
const FILTERED = { path: `${ALL}&documentNumber=${CUSTOMER.documentNumber}`, rows: 1 }
const PATCH = { method: 'PATCH', body: { lastName: '[<id>]' } }

export const scenarios = {
  hono: { get: { path: `/customers/${CUSTOMER.id}` }, ...posts('/customers') },
  jsonServer: {
    get: { path: `/customers/${CUSTOMER.id}` },
    filtered: { path: `/customers?clientId=demo-client&documentNumber=${CUSTOMER.documentNumber}`, rows: 1 },
    ...posts('/customers'),
    patch: { path: `/customers/${CUSTOMER.id}`, ...PATCH },
  },
  sandbox: { get: { path: ONE }, filtered: FILTERED, ...posts(ALL), patch: { path: ONE, ...PATCH } },
  store: { filtered: FILTERED, list: LIST, post16: posts(ALL).post16 },
}

function posts(path) {
  const post = { path, method: 'POST', body: NEW, expected: 201 }
  return {
    post1: { ...post, connections: 1 },
    post16: { ...post, connections: 16 },
    post64: { ...post, connections: 64 },
  }
}

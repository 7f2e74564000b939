import { rounded } from './table.mjs'

/** What the product promises itself, each measured against a floor in one and the same run. */
export function budgets(samples, rows, { packages, megabytes }) {
  const ratio = (row, column, against) => samples.ratio(rows[row], column, against)
  return [
    atMost('start, seeded, against node:http', ratio('start', 'disk', 'node:http'), 2),
    atLeast('GET one customer, against Hono', ratio('get', 'disk', 'Hono'), 0.5),
    atLeast('durable POST, 16 connections, against Hono', ratio('post16', 'disk', 'Hono'), 0.15),
    atLeast('durable POST, 16 connections, against json-server', ratio('post16', 'disk', 'json-server'), 10),
    atMost('its time with 100,000 customers, against 100', 1 / ratio('post16', '100,000', '100'), 1.5),
    atMost('a page of 50 with 100,000, against 1,000', 1 / ratio('list', '100,000', '1,000'), 1.5),
    atMost('memory when idle, against Hono', ratio('idle', 'disk', 'Hono'), 1.6),
    ...['first', 'loaded', 'closing'].map((row) =>
      atMost(`${rows[row]}, 100,000 customers`, samples.median(rows[row], '100,000'), 50, ' ms'),
    ),
    atMost('packages installed for production', packages, 20, ''),
    atMost('size installed for production, MB', megabytes, 20, ' MB'),
  ]
}

const atMost = (what, value, limit, unit = 'x') => line(what, value, `at most ${limit}${unit}`, value <= limit, unit)
const atLeast = (what, value, limit) => line(what, value, `at least ${limit}x`, value >= limit, 'x')

const line = (what, value, limit, isKept, unit) => [
  what,
  `${unit === 'x' ? value.toFixed(2) : rounded(value)}${unit}`,
  limit,
  Number.isNaN(value) ? 'not known' : isKept ? 'kept' : 'MISSED',
]

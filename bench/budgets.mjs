import { rounded } from './table.mjs'

/** What the product promises itself, each measured against a floor in one and the same run. */
export function budgets(samples, rows) {
  const atMost = (what, value, limit, unit = 'x') => line(what, value, `at most ${limit}${unit}`, value <= limit, unit)
  const atLeast = (what, value, limit) => line(what, value, `at least ${limit}x`, value >= limit, 'x')
  return [
    atMost('start, seeded, against node:http', samples.ratio(rows.start, 'disk', 'node:http'), 2),
    atLeast('GET one customer, against Hono', samples.ratio(rows.get, 'disk', 'Hono'), 0.5),
    atLeast('durable POST, 16 connections, against Hono', samples.ratio(rows.post16, 'disk', 'Hono'), 0.15),
    atMost('its time with 100,000, against 1,000', 1 / samples.ratio(rows.post16, 'disk, 100,000', 'disk, 1,000'), 1.5),
    atMost(
      'a page of 50 with 100,000, against 1,000',
      1 / samples.ratio(rows.list, 'disk, 100,000', 'disk, 1,000'),
      1.5,
    ),
    atMost('memory when idle, against Hono', samples.ratio(rows.idle, 'disk', 'Hono'), 1.6),
    ...['first', 'loaded', 'closing'].map((row) =>
      atMost(`${rows[row]}, 100,000 customers`, samples.median(rows[row], 'disk, 100,000'), 50, ' ms'),
    ),
  ]
}

const line = (what, value, limit, isKept, unit) => [
  what,
  `${unit === 'x' ? value.toFixed(2) : rounded(value)}${unit}`,
  limit,
  Number.isNaN(value) ? 'not known' : isKept ? 'kept' : 'MISSED',
]

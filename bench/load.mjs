import autocannon from 'autocannon'

export const HEADERS = {
  'user-agent': 'bench/1.0',
  'x-api-key': 'demo-api-key',
  authorization: 'Bearer demo-token',
  'content-type': 'application/json',
}

/** Successful answers per second. Throws when a single one is something else than `expected`. */
export async function load({
  url,
  path,
  method = 'GET',
  body,
  expected = 200,
  connections = 16,
  seconds,
  warmUp,
  rows,
}) {
  const target = `${url}${path}`
  await checkOnce(target, { method, body, expected, rows })
  const options = {
    url: target,
    connections,
    sampleInt: 50,
    // `[<id>]` in a body becomes another text in every request.
    requests: [{ method, headers: HEADERS, ...(body && { body: JSON.stringify(body) }) }],
    idReplacement: body !== undefined,
  }
  await autocannon({ ...options, duration: warmUp })
  const result = await autocannon({ ...options, duration: seconds })
  const good = result.statusCodeStats[expected]?.count ?? 0
  const others = Object.keys(result.statusCodeStats).filter((status) => Number(status) !== expected)
  if (others.length > 0 || result.errors > 0 || result.timeouts > 0 || good === 0) {
    const { statusCodeStats, errors, timeouts } = result
    throw new Error(`${method} ${target}: ${JSON.stringify({ expected, statusCodeStats, errors, timeouts })}`)
  }
  return good / result.duration
}

/** As many GETs as are asked for, and nothing said of how long they took. */
export async function exercise(url, { path }, amount) {
  const result = await autocannon({ url: `${url}${path}`, connections: 16, headers: HEADERS, amount })
  if (result['2xx'] !== amount) throw new Error(`Of ${amount} GETs ${result['2xx']} were answered well`)
}

/** One request, looked at. Throws unless the answer is what is expected. */
export async function checkOnce(target, { method = 'GET', body, expected = 200, rows }) {
  const response = await fetch(target, { method, headers: HEADERS, ...(body && { body: JSON.stringify(body) }) })
  const answer = await response.json()
  if (response.status !== expected) throw new Error(`${method} ${target} answered ${response.status}`)
  const listed = answer.customers ?? answer
  if (rows !== undefined && listed.length !== rows) {
    throw new Error(`${target} listed ${listed.length} customers instead of ${rows}`)
  }
}

/**
 * What may not grow, and by how much. A growth counts when it is both faster than `perMinute` and, over what is looked
 * at, more than `atLeast`. The first is what a leak would do to a server that runs for a day; the second is what is seen
 * of a server that leaks nothing, and keeps a short run from being judged by its noise:
 *
 * - Memory in use is looked at when everything was put back and the garbage was collected, so that it goes up and down
 *   by tenths of a MB only. 0.3 MB a minute are 50 bytes for each of 100 requests a second. Compiled code is not in it: V8
 *   compiles, for some ten thousand requests, what it sees used often, and there is only so much of that.
 * - Resident memory is what the allocator has not given back, and shows what leaks outside of the heap. It climbs in steps
 *   to what the largest round has taken, by 10 MB in the last three of six minutes where nothing leaked; so it is given
 *   room, and finds only what is large.
 * - Files, sockets and timers are counted when nobody is connected, so that the number is the same each time, or one off
 *   while the journal is put into db.json.
 */
export const LIMITS = {
  dataMb: { what: 'memory in use, MB', perMinute: 0.3, atLeast: 1 },
  residentMb: { what: 'resident memory, MB', perMinute: 3, atLeast: 25 },
  files: { what: 'open files and sockets', perMinute: 0.2, atLeast: 1.5 },
  resources: { what: 'timers and handles', perMinute: 0.2, atLeast: 1.5 },
}

/** How many samples a judgement needs. */
const ENOUGH = 6

/**
 * What is wrong with a run, a sentence each; nothing when all is well. Only the second half of the samples counts: in
 * the first, code is compiled and caches fill. `minute` of a sample is when it was taken.
 */
export function verdict({ samples, surprises }) {
  const wrong = surprises > 0 ? [`${surprises} answers were not what was expected`] : []
  const late = samples.slice(Math.floor(samples.length / 2))
  if (late.length < ENOUGH) return [...wrong, `${late.length} samples are too few to judge by; run it for longer`]
  const span = late.at(-1).minute - late[0].minute
  for (const [name, { what, perMinute, atLeast }] of Object.entries(LIMITS)) {
    const slope = slopeOf(late, name)
    if (slope > perMinute && slope * span > atLeast)
      wrong.push(
        `${what}: ${slope.toFixed(2)} more a minute, ${(slope * span).toFixed(1)} in ${span.toFixed(1)} minutes`,
      )
  }
  return wrong
}

/**
 * How much more there is a minute: the median of the slopes between any two samples (Theil and Sen). A line of least
 * squares would follow a single sample that was taken at a bad moment. 0 where nothing was measured.
 */
export function slopeOf(samples, name) {
  const slopes = samples.flatMap((from, at) =>
    samples.slice(at + 1).map((to) => (to[name] - from[name]) / (to.minute - from.minute)),
  )
  slopes.sort((a, b) => a - b)
  const middle = slopes.length >> 1
  return slopes.length % 2 === 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
}

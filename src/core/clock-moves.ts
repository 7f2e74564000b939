/** The furthest that one move goes, in ms: ten years. */
const FURTHEST = 315_360_000_000

/** After it the year has five digits, which no vendor's format has. */
const LAST = new Date('9999-12-31T23:59:59.999Z')

/** What a clock can show, for messages. */
export const CLOCK_RANGE = `from ${new Date(0).toISOString()} to ${LAST.toISOString()}`

/** Whether a clock can show this, in ms since 1970. */
export const isInRange = (time: number): boolean => time >= 0 && time <= LAST.getTime()

/** Why a clock does not move from `now` to `instant`; undefined when it does. */
export function objection(instant: Date, now: Date): string | undefined {
  if (Number.isNaN(instant.getTime())) return 'the clock moves to an instant, such as 2026-04-20T12:00:00Z'
  if (instant < now) return `the clock only moves forward, and it is ${now.toISOString()}`
  if (instant.getTime() - now.getTime() > FURTHEST) return 'one call moves the clock by ten years at the most'
  if (instant > LAST) return `the clock goes to ${LAST.toISOString()} and not further`
  return undefined
}

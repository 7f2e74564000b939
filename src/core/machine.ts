/**
 * The machine's own time. The only file that reads the wall clock or sets a timer (the linter knows it); everything
 * else takes a `Machine`, or the sandbox's `Clock`, as an argument.
 */
export type Machine = {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds on a clock that never steps back, for durations. */
  elapsed(): number
  /** Runs once after `delay` ms. The timer keeps the process alive only when it is told to. */
  after(delay: number, run: () => void, options?: { keepsAlive: boolean }): Timer
}

export type Timer = { cancel(): void }

/** The longest delay that setTimeout takes; a longer one would fire at once. */
const LONGEST_DELAY = 2 ** 31 - 1

export const machine: Machine = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delay, run, { keepsAlive } = { keepsAlive: false }) {
    const timer = setTimeout(run, Math.min(delay, LONGEST_DELAY))
    if (!keepsAlive) timer.unref()
    return { cancel: () => forget(timer) }
  },
}

/**
 * Node keeps a list of timers for each delay. One that is cleared while it keeps nothing alive leaves its list, empty,
 * until it would have run, which may be weeks: so it is held for that moment. One that has run is left alone by both.
 */
function forget(timer: NodeJS.Timeout): void {
  clearTimeout(timer.ref())
}

/** Resolves when everything that is ready to run now has run. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How many requests a window still has room for, after one more. `isOver`: there was none left for this one. */
export type Count = { remaining: number; resetAt: Date; isOver: boolean }

/** How many callers are remembered before those whose window has ended are forgotten. */
const REMEMBERED = 1000

/** Counts requests by caller in windows of fixed length, each beginning with its first request. */
export class RateCounter {
  readonly #windows = new Map<string, { used: number; resetAt: number }>()

  /** One more request of `caller`; `window` in ms. */
  take(caller: string, { requests, window }: { requests: number; window: number }, now: Date): Count {
    const at = now.getTime()
    const current = this.#windows.get(caller)
    // A clock that was set back must not leave a caller waiting for a window far ahead.
    const isCurrent = current !== undefined && at < current.resetAt && current.resetAt <= at + window
    const counted = isCurrent ? { ...current, used: current.used + 1 } : { used: 1, resetAt: at + window }
    if (this.#windows.size >= REMEMBERED && !isCurrent) this.#forgetEnded(at)
    this.#windows.set(caller, counted)
    return {
      remaining: Math.max(0, requests - counted.used),
      resetAt: new Date(counted.resetAt),
      isOver: counted.used > requests,
    }
  }

  clear(): void {
    this.#windows.clear()
  }

  #forgetEnded(at: number): void {
    for (const [caller, { resetAt }] of this.#windows) if (resetAt <= at) this.#windows.delete(caller)
  }
}

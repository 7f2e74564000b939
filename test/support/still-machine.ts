import type { Machine } from '../../src/core/machine.ts'

/** A machine whose time moves, and whose timers go off, when the test says so. */
export function stillMachine(at = Date.parse('2026-04-20T12:00:00Z')) {
  const timers = new Map<object, { delay: number; run: () => void }>()
  let now = at
  const machine: Machine = {
    now: () => now,
    elapsed: () => now - at,
    after(delay, run) {
      const timer = {}
      timers.set(timer, { delay, run })
      return { cancel: () => void timers.delete(timer) }
    },
  }
  return {
    ...machine,
    /** Time passes, and nothing happens. */
    pass(ms: number): void {
      now += ms
    },
    /** The delays that are being waited for, in the order they were asked for. */
    waiting: (): number[] => [...timers.values()].map(({ delay }) => delay),
    /** Lets every timer that is set now go off. */
    ring(): void {
      const set = [...timers.values()]
      timers.clear()
      for (const { run } of set) run()
    },
  }
}

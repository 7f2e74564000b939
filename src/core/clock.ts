import type { Machine, Timer } from './machine.ts'
import { type Task, TaskQueue } from './task-queue.ts'
import { TaskRunner } from './task-runner.ts'

export type Fired = { at: Date; what: string }

/** What has to be kept for a clock to go on after a restart: ms ahead of the machine, or the instant it stands at. */
export type ClockState = { offset: number; frozenAt: number | null }

/**
 * The sandbox's time, and its agenda. It runs with the machine's, ahead of it, or stands still; `advance` moves it
 * and lets everything that falls due on the way happen first, in order.
 */
export class Clock {
  readonly #machine: Machine
  readonly #agenda = new TaskQueue()
  readonly #runner: TaskRunner
  #state: ClockState
  #alarm: Timer | undefined
  #moving: Promise<unknown> = Promise.resolve()
  #isMoving = false

  /** `report` hears of a task that threw; the others go on. */
  constructor(machine: Machine, report: (error: unknown) => void, state: ClockState = { offset: 0, frozenAt: null }) {
    this.#machine = machine
    this.#runner = new TaskRunner(machine, report)
    this.#state = state
  }

  now(): Date {
    return new Date(this.#now())
  }

  get state(): ClockState {
    return this.#state
  }

  /** Sets the clock without firing anything, for a restart or a reset. */
  set state(state: ClockState) {
    this.#state = state
    this.#setAlarm()
  }

  get mode(): 'real' | 'shifted' | 'frozen' {
    if (this.#state.frozenAt !== null) return 'frozen'
    return this.#state.offset === 0 ? 'real' : 'shifted'
  }

  /** Milliseconds ahead of the machine. */
  get offset(): number {
    return this.#now() - this.#machine.now()
  }

  schedule(task: Task): { cancel(): void } {
    const before = this.#agenda.next
    const scheduled = this.#agenda.add(task)
    if (before === undefined || task.at.getTime() < before) this.#setAlarm()
    return scheduled
  }

  /**
   * Moves to `target`, or to what it makes of the time when its turn has come: calls queue behind each other. While it
   * moves the clock stands at the due time of whatever is happening, so that an instant taken by a task is exact; tasks
   * due at one instant run side by side, and what was under way before ends first.
   */
  advance(target: Date | ((now: Date) => Date)): Promise<Fired[]> {
    return this.whenStill(() => {
      const to = target instanceof Date ? target : target(this.now())
      return this.#advance(to.getTime())
    })
  }

  /** The same, and from then on the clock stands still. */
  freeze(target: (now: Date) => Date): Promise<Fired[]> {
    return this.whenStill(() => this.#advance(target(this.now()).getTime(), { isToFreeze: true }))
  }

  /** Lets a clock that stands still go on from where it is, with the machine's. */
  resume(): Promise<void> {
    return this.whenStill(() => {
      this.state = { offset: this.offset, frozenAt: null }
    })
  }

  /** Runs `change` when no move is under way, and lets none begin before it is over. */
  whenStill<T>(change: () => T | Promise<T>): Promise<T> {
    const done = this.#moving.then(change)
    this.#moving = done.catch(() => undefined)
    return done
  }

  /** Runs what is due now without waiting for the alarm, and whatever that makes due; resolves when it is over. */
  async fireDue(): Promise<void> {
    if (this.#isMoving) await this.#moving
    const take = (): Task[] => this.#agenda.takeTogether(this.#now())
    for (let due = take(); due.length > 0; due = take()) await this.#runner.runAll(due)
  }

  /** Forgets the agenda. */
  clear(): void {
    this.#agenda.clear()
    this.#alarm?.cancel()
  }

  async #advance(target: number, { isToFreeze = this.#state.frozenAt !== null } = {}): Promise<Fired[]> {
    const fired: Fired[] = []
    this.#isMoving = true
    try {
      await this.#runner.idle()
      const take = (): Task[] => this.#agenda.takeTogether(target)
      for (let due = take(); due.length > 0; due = take()) {
        const at = Math.max(this.#now(), due[0]?.at.getTime() ?? 0)
        this.#state = { ...this.#state, frozenAt: at }
        const done = await this.#runner.runAll(due)
        fired.push(...due.filter((_, index) => done[index] !== false).map(({ what }) => ({ at: new Date(at), what })))
      }
    } finally {
      const end = Math.max(target, this.#now())
      // How far a clock that stands still is from the machine's changes all the time, and is nothing to keep.
      this.#state = isToFreeze ? { offset: 0, frozenAt: end } : { offset: end - this.#machine.now(), frozenAt: null }
      this.#isMoving = false
      this.#setAlarm()
    }
    return fired
  }

  #setAlarm(): void {
    this.#alarm?.cancel()
    const { next } = this.#agenda
    if (next === undefined || this.#isMoving) return
    const wait = next - this.#now()
    if (wait > 0 && this.#state.frozenAt !== null) return
    this.#alarm = this.#machine.after(Math.max(0, wait), () => this.#ring())
  }

  #ring(): void {
    if (this.#isMoving) return
    const now = this.#now()
    this.#runner.start(() => this.#agenda.take(now))
    this.#setAlarm()
  }

  #now(): number {
    return this.#state.frozenAt ?? this.#machine.now() + this.#state.offset
  }
}

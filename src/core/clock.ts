import TinyQueue from 'tinyqueue'
import { type Machine, nextTurn, type Timer } from './machine.ts'

/** Something that happens when the sandbox's time reaches `at`. */
export type Task = {
  at: Date
  /** Told to whoever moves the clock: `delivery del_1 attempt 2`. */
  what: string
  /** False: there was nothing left to do, and nobody is told. */
  run(): Promise<boolean | void> | boolean | void
}

export type Fired = { at: Date; what: string }

/** What has to be kept for a clock to go on after a restart: ms ahead of the machine, or the instant it stands at. */
export type ClockState = { offset: number; frozenAt: number | null }

/** How long tasks are started in a row, in ms: thousands that fall due together must not hold up requests. */
const SLICE = 4

type Scheduled = Task & { order: number; cancelled: boolean }

/**
 * The sandbox's time, and its agenda. It runs with the machine's, ahead of it, or stands still; `advance` moves it
 * and lets everything that falls due on the way happen first, in order.
 */
export class Clock {
  readonly #machine: Machine
  #state: ClockState
  #agenda = agenda()
  #order = 0
  #alarm: Timer | undefined
  #moving: Promise<unknown> = Promise.resolve()
  #isMoving = false
  /** Tasks that are under way. */
  readonly #running = new Set<Promise<boolean | void>>()

  readonly #report: (error: unknown) => void

  /** `report` hears of a task that threw; the others go on. */
  constructor(machine: Machine, report: (error: unknown) => void, state: ClockState = { offset: 0, frozenAt: null }) {
    this.#machine = machine
    this.#report = report
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
    const scheduled = { ...task, order: this.#order++, cancelled: false }
    this.#agenda.push(scheduled)
    if (this.#peek() === scheduled) this.#setAlarm()
    return {
      cancel: () => {
        scheduled.cancelled = true
      },
    }
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
    for (let due = this.#takeDue(this.#now()); due.length > 0; due = this.#takeDue(this.#now())) await this.#runAll(due)
  }

  /** Forgets the agenda. */
  clear(): void {
    this.#agenda = agenda()
    this.#alarm?.cancel()
  }

  async #advance(target: number, { isToFreeze = this.#state.frozenAt !== null } = {}): Promise<Fired[]> {
    const fired: Fired[] = []
    this.#isMoving = true
    try {
      await Promise.all(this.#running)
      for (let due = this.#takeDue(target); due.length > 0; due = this.#takeDue(target)) {
        const at = Math.max(this.#now(), due[0]?.at.getTime() ?? 0)
        this.#state = { ...this.#state, frozenAt: at }
        const done = await this.#runAll(due)
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

  /** All tasks of the earliest instant that is not after `limit`. */
  #takeDue(limit: number): Scheduled[] {
    const due: Scheduled[] = []
    for (let next = this.#peek(); next && next.at.getTime() <= limit; next = this.#peek()) {
      if (due[0] && next.at.getTime() !== due[0].at.getTime()) break
      this.#agenda.pop()
      due.push(next)
    }
    return due
  }

  #peek(): Scheduled | undefined {
    while (this.#agenda.peek()?.cancelled) this.#agenda.pop()
    return this.#agenda.peek()
  }

  #setAlarm(): void {
    this.#alarm?.cancel()
    const next = this.#peek()
    if (!next || this.#isMoving) return
    const wait = next.at.getTime() - this.#now()
    if (wait > 0 && this.#state.frozenAt !== null) return
    this.#alarm = this.#machine.after(Math.max(0, wait), () => this.#ring())
  }

  #ring(): void {
    if (this.#isMoving) return
    const now = this.#now()
    const started = this.#machine.elapsed()
    for (let next = this.#peek(); next && next.at.getTime() <= now; next = this.#peek()) {
      this.#agenda.pop()
      void this.#run(next)
      if (this.#machine.elapsed() - started > SLICE) break
    }
    this.#setAlarm()
  }

  /** Side by side; where there are thousands, others run in between. */
  async #runAll(due: readonly Task[]): Promise<(boolean | void)[]> {
    const running: Promise<boolean | void>[] = []
    let since = this.#machine.elapsed()
    for (const task of due) {
      running.push(this.#run(task))
      if (this.#machine.elapsed() - since <= SLICE) continue
      await nextTurn()
      since = this.#machine.elapsed()
    }
    return await Promise.all(running)
  }

  async #run(task: Task): Promise<boolean | void> {
    const running = this.#attend(task)
    this.#running.add(running)
    const outcome = await running
    this.#running.delete(running)
    return outcome
  }

  async #attend(task: Task): Promise<boolean | void> {
    try {
      return await task.run()
    } catch (error) {
      this.#report(error)
    }
  }

  #now(): number {
    return this.#state.frozenAt ?? this.#machine.now() + this.#state.offset
  }
}

const agenda = (): TinyQueue<Scheduled> =>
  new TinyQueue<Scheduled>([], (a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order)

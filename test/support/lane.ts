/**
 * What one lane of writes has done after any number of steps: of its ring of notes, one is written or removed in each.
 * Everything follows from the number of steps, so that whoever knows it knows what must be on disk.
 */
export class Lane {
  readonly name: string
  readonly rows = new Map<string, string>()
  steps = 0

  constructor(name: string) {
    this.name = name
  }

  /** Takes the next step, and says what it is; no text means that the note is gone. */
  step(): { id: string; text: string | undefined } {
    const step = ++this.steps
    const id = `${this.name}-${step % 25}`
    if (step % 7 === 0 && this.rows.has(id)) {
      this.rows.delete(id)
      return { id, text: undefined }
    }
    const text = `step ${step} of ${this.name} `.repeat(1 + (step % 30))
    this.rows.set(id, text)
    return { id, text }
  }

  /** As it is after that many steps. */
  static after(name: string, steps: number): Lane {
    const lane = new Lane(name)
    while (lane.steps < steps) lane.step()
    return lane
  }
}

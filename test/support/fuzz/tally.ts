import type { Target } from './catalogue.ts'

type Counts = { asked: number; taken: number; refused: number }

/** What came of the requests, by operation. */
export class Tally {
  readonly #counts = new Map<string, Counts>()
  cases = 0

  /** `asked` is what was meant, `answered` who answered; undefined when nobody was found. */
  count({ asked, answered, status }: { asked: string; answered: string | undefined; status: number }): void {
    this.cases++
    const counts = this.#of(answered ?? asked)
    counts.asked++
    if (answered === undefined) return
    if (status >= 200 && status < 300) counts.taken++
    if (status >= 400 && status < 500) counts.refused++
  }

  /** Operations that were never taken, or never refused: what was tried does not say much about them. */
  untried(targets: readonly Target[], kind: 'taken' | 'refused'): string[] {
    return targets.map(({ operation }) => operation.id).filter((id) => this.#of(id)[kind] === 0)
  }

  entries(): [string, Counts][] {
    return [...this.#counts].sort(([, one], [, other]) => one.taken - other.taken)
  }

  #of(id: string): Counts {
    const counts = this.#counts.get(id) ?? { asked: 0, taken: 0, refused: 0 }
    this.#counts.set(id, counts)
    return counts
  }
}

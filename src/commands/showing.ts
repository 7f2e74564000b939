import type { Call } from './command.ts'

/** Prints what the sandbox has answered: as JSON where that was asked for, otherwise in words. */
export function show({ choices, io }: Call, answer: unknown, words: string): void {
  if (!choices.isOn('json')) io.out(words)
  else if (answer !== undefined) io.out(JSON.stringify(answer))
}

/** `63 rows` */
export function counted(rows: Readonly<Record<string, number>>): string {
  const sum = Object.values(rows).reduce((total, count) => total + count, 0)
  return sum === 1 ? '1 row' : `${sum} rows`
}

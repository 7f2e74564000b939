import { write } from './writer.ts'

/** Resolves when the line is in the pipe: a line that waited for a slow reader would die with this process. */
function print(line: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(`${line}\n`, () => resolve()))
}

await write(process.argv[2] ?? '', print)

import { onTestFailed } from 'vitest'
import { Random } from '../../src/core/random.ts'

/** How often a crash is tried: `ROUNDS=100 npx vitest run test/core/crash` for the long run. */
export const ROUNDS = Number(process.env.ROUNDS ?? 10)

/** Long enough for that many where ten others want the same processor, in ms: only what hangs takes as long. */
export const PATIENCE = 60_000 + ROUNDS * 12_000

/** Chance of another seed each time; a test that fails says which, and `SEED` gives it back. */
export function freshRandom(): Random {
  const seed = process.env.SEED ?? String(Date.now())
  onTestFailed(() => console.error(`SEED=${seed} ROUNDS=${ROUNDS}`))
  return Random.seeded(seed)
}

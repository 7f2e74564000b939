import { expect, test } from 'vitest'
import { createSandbox, SettingError } from '../../src/index.ts'

test.each([-1, 1.5, Number.NaN, 2 ** 32])('a seed of %d is refused, as on the command line', async (seed) => {
  const refusal = createSandbox({ seed })

  await expect(refusal).rejects.toThrow(SettingError)
  await expect(refusal).rejects.toThrow(`seed must be a whole number from 0 to 4294967295, not ${seed}`)
})

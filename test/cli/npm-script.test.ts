import { expect, test } from 'vitest'
import { isForegroundOfScript } from '../../src/config/npm-script.ts'

test.each([
  ['node dist/main.mjs', true],
  ['fintech-sandbox --memory', true],
  ['npm run build && fintech-sandbox exec -- npm test', true],
  ['fintech-sandbox >log 2>&1', true],
  ['fintech-sandbox &>log', true],
  ['fintech-sandbox & sleep 1', false],
  ['fintech-sandbox &', false],
  ['fintech-sandbox >log 2>&1 & wait-on tcp:4010', false],
  ['vitest run', false],
])('the script "%s" ends with its sandbox: %s', (script, expected) => {
  expect(isForegroundOfScript({ npm_lifecycle_script: script })).toBe(expected)
})

test('without a script there is nothing to end with', () => {
  expect(isForegroundOfScript({})).toBe(false)
})

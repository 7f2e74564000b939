import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'

const run = promisify(execFile)
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

test.concurrent.for([
  ['the code type-checks', 'tsc', ['--noEmit']],
  ['the linter finds nothing', 'eslint', ['.']],
  ['the code is formatted', 'biome', ['check', '.']],
  ['the contract is good OpenAPI', 'redocly', ['lint', 'openapi.yaml']],
] as const)('%s', { timeout: 120_000 }, async ([, tool, argv], { expect }) => {
  const said = await run(join('node_modules', '.bin', tool), argv, { env }).then(
    () => '',
    (failure: Error & { stdout: string; stderr: string }) => failure.message + failure.stdout + failure.stderr,
  )

  expect(said).toBe('')
})

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from 'vitest'

const run = promisify(execFile)
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

/** The linter takes 20 s alone, and some minutes where ten others want the same processor, in ms. */
const PATIENCE = 400_000

test.concurrent.for([
  // The compiler of TypeScript 7 says the same as that of 5.9 in a fifth of the time; tools need the API of 5.9.
  ['the code type-checks', 'ts7/bin/tsc', ['--noEmit']],
  ['the linter finds nothing', 'eslint/bin/eslint.js', ['.']],
  ['the code is formatted', '@biomejs/biome/bin/biome', ['check', '.']],
  ['the contract is good OpenAPI', '@redocly/cli/bin/cli.js', ['lint', 'openapi.yaml']],
] as const)('%s', { timeout: PATIENCE }, async ([, tool, argv], { expect }) => {
  const said = await run(process.execPath, [join('node_modules', tool), ...argv], { env }).then(
    () => '',
    (failure: Error & { stdout: string; stderr: string }) => failure.message + failure.stdout + failure.stderr,
  )

  expect(said).toBe('')
})

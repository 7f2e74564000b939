import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, type TestContext, test } from 'vitest'

const run = promisify(execFile)

/** An example as somebody has it who installed the package: a copy, with what it needs beside it. */
async function installed({ onTestFinished }: TestContext, example: string, ...packages: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `fintech-sandbox-${example}-`))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await cp(join('examples', example), folder, { recursive: true })
  const home = join(folder, 'node_modules/fintech-sandbox')
  await mkdir(home, { recursive: true })
  await cp('dist', join(home, 'dist'), { recursive: true })
  await cp('package.json', join(home, 'package.json'))
  for (const name of packages) await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
  return folder
}

/** Without what this test run has told its own processes. */
const kept = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|FORCE_COLOR|FINTECH_)/.test(name))
const env = { ...Object.fromEntries(kept), NO_COLOR: '1' }

test.concurrent('the example with vitest passes', async (context) => {
  const cwd = await installed(context, 'vitest', 'vitest')

  const { stdout } = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run'], { cwd, env })

  expect(stdout).toMatch(/Tests {2}.*4 passed/)
})

test.concurrent('the example that has a vendor’s host in it runs as it is', async (context) => {
  const cwd = await installed(context, 'intercept')

  const { stdout } = await run(process.execPath, ['--import', 'fintech-sandbox/intercept', 'app.mjs'], { cwd, env })

  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['Maria Costa', 'João Silva']))
})

test.concurrent('the tests of that example pass', async (context) => {
  const cwd = await installed(context, 'intercept')

  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], { cwd, env })

  expect(stdout).toContain('# pass 2\n# fail 0')
})

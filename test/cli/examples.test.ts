import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the example in plain shell passes beside a sandbox of its own', async () => {
  const argv = ['dist/main.mjs', 'exec', '--strict', '--', 'sh', 'examples/exec/test.sh']
  const env = { ...process.env, CLI: `${process.execPath} dist/main.mjs` }

  const { stdout, stderr } = await promisify(execFile)(process.execPath, argv, { env })

  expect(stderr).toBe('')
  expect(stdout.trim().split('\n')).toEqual([
    'ok: a customer that was created is found',
    'ok: what Conomy refuses is refused in its own words',
    'ok: the third attempt goes through',
    'ok: the event of the approval arrives',
    'ok: it is signed by Conomy',
  ])
})

import { join } from 'node:path'
import { build } from 'esbuild'
import { freshFolder } from './folder.ts'

/** A file of `test/support` as one that Node runs at once; it is removed when the test ends. */
export async function bundled(entry: string): Promise<string> {
  const outfile = join(await freshFolder(), 'bundle.mjs')
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  })
  return outfile
}

// Bundles the process and the library into dist/, and puts the contract beside them as JSON.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { load } from 'js-yaml'

await rm('dist', { recursive: true, force: true })
await mkdir('dist', { recursive: true })
await build({
  entryPoints: ['src/main.ts', 'src/index.ts'],
  bundle: true,
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  // Some packages are CommonJS, and call require for what node brings.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
})
const contract = load(await readFile('openapi.yaml', 'utf8'))
await writeFile('dist/openapi.json', JSON.stringify(contract))

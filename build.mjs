// Bundles the process, the library and the interception into dist/, and puts the contract beside them as JSON.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { load } from 'js-yaml'

// Made beside the old one and put in its place at the end, so that a process that starts meanwhile finds all of it.
const made = `dist-${process.pid}`
await mkdir(made)
await build({
  entryPoints: ['src/main.ts', 'src/index.ts', 'src/intercept.ts'],
  bundle: true,
  splitting: true,
  minifySyntax: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  outdir: made,
  outExtension: { '.js': '.mjs' },
  // Some packages are CommonJS, and call require for what node brings.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
})
const contract = load(await readFile('openapi.yaml', 'utf8'))
await writeFile(`${made}/openapi.json`, JSON.stringify(contract))
await writeFile(`${made}/outline.json`, await outlineText(contract))
await rm('dist', { recursive: true, force: true })
await rename(made, 'dist')

/** What the start needs of the contract, made by the code that will read it. */
async function outlineText(contract) {
  const stdin = {
    contents: "export { outlineOf } from './outline.ts'; export { writeOutline } from './outline-file.ts'",
    resolveDir: 'src/contract',
  }
  const { outputFiles } = await build({ stdin, bundle: true, write: false, platform: 'node', format: 'esm' })
  const { outlineOf, writeOutline } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  return writeOutline(outlineOf(contract))
}

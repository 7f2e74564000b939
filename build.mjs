// Bundles the process, the library and the interception into dist/, and puts the contract beside them as JSON.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { load } from 'js-yaml'

// Made beside the old one and put in its place at the end, so that a process that starts meanwhile finds all of it.
const made = `dist-${process.pid}`
await mkdir(made)
// Apart from each other: what the process and the library share would be cut into many small files.
await bundle(['src/main.ts'], (importer, late) => {
  // They need less, and are asked for by hand.
  const isQuick = /^commands\/(export|import|reset|snapshot|trigger|version)\.ts$/.test(late)
  return importer === 'main.ts' || isQuick ? 'cli.ts' : 'commands/start.ts'
})
await bundle(['src/index.ts', 'src/intercept.ts'], () => 'sandbox.ts')
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

function bundle(entryPoints, baseOf) {
  return build({
    entryPoints,
    bundle: true,
    splitting: true,
    minifySyntax: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: made,
    outExtension: { '.js': '.mjs' },
    plugins: [leaning(baseOf)],
    logLevel: 'warning',
  })
}

/**
 * Code is split by who needs it, so that each part that is loaded late would cut what is there by then into more files,
 * and every file makes the start slower. A late part therefore imports all of what its importer is a part of.
 */
function leaning(baseOf) {
  const late = new Map()
  return {
    name: 'leaning',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, importer, resolveDir }) => {
        if (kind !== 'dynamic-import') return
        const file = join(resolveDir, path)
        late.set(file, resolve('src', baseOf(relative('src', importer), relative('src', file))))
      })
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!late.has(path)) return undefined
        return { loader: 'ts', contents: `${await readFile(path, 'utf8')}\nimport ${JSON.stringify(late.get(path))}` }
      })
    },
  }
}

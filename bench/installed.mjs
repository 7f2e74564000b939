import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What `npm install --omit=dev` of the package puts on a disk: how many packages beside ours, and how many MB in all. */
export async function installed() {
  const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  const needed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  const folders = [join(ROOT, 'dist'), ...needed.map(([path]) => join(ROOT, path))]
  const bytes = await Promise.all(folders.map(sizeOf))
  return { packages: needed.length, megabytes: bytes.reduce((sum, size) => sum + size, 0) / 1e6 }
}

async function sizeOf(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NAME = 'fintech-sandbox/intercept'

/**
 * Whether a module was asked for with `--import`, on the command line or in NODE_OPTIONS: then it is to act by itself,
 * and otherwise to be called. `self` is the module's URL.
 */
export function isPreloaded(self: string, argv: readonly string[], nodeOptions = ''): boolean {
  return imported([...nodeOptions.split(/\s+/), ...argv]).some((wanted) => {
    if (wanted === NAME) return true
    const url = wanted.startsWith('file:') ? wanted : pathToFileURL(resolve(wanted)).href
    return fileURLToPath(url) === fileURLToPath(self)
  })
}

/** What stands behind every `--import`. */
function imported(argv: readonly string[]): string[] {
  return argv.flatMap((argument, index) => {
    if (argument.startsWith('--import=')) return [argument.slice('--import='.length)]
    return argument === '--import' ? (argv[index + 1] ?? []) : []
  })
}

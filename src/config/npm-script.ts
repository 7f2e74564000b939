import type { Environment } from './choices.ts'

/**
 * Whether a script of a package.json runs us in its foreground, so that its shell has nothing to do after us. npm, pnpm
 * and yarn say which script it is.
 */
export function isForegroundOfScript({ npm_lifecycle_script: script }: Environment): boolean {
  if (script === undefined || !/fintech-sandbox|main\.mjs/.test(script)) return false
  // One that is put into the background is meant to outlive its shell: `fintech-sandbox & sleep 1`.
  return !/(?<![&>])&(?![&>])/.test(script)
}

import { execFileSync } from 'node:child_process'

/** Some tests start the built process; it is built once, from what is being tested. */
export default function build(): void {
  execFileSync(process.execPath, ['build.mjs'], { stdio: 'inherit' })
}

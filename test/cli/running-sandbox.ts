import { freshSandbox, type TestSandbox } from '../support/sandbox.ts'

/** A sandbox that listens, for commands that talk to one. */
export async function runningSandbox(): Promise<{ sandbox: TestSandbox; url: string }> {
  const sandbox = await freshSandbox()
  const { url } = await sandbox.listen({ port: 0 })
  return { sandbox, url }
}

import type { TestSandbox } from './sandbox.ts'

/** The whole state of a namespace, as the bytes of its export. */
export async function exported(sandbox: TestSandbox, prefix = ''): Promise<string> {
  const response = await sandbox.fetch(new Request(`http://localhost:4010${prefix}/_sandbox/export`))
  if (response.status !== 200) throw new Error(`The export answered ${response.status}`)
  return await response.text()
}

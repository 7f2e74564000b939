import { Contract } from '../contract/contract.ts'

/** The version of this package, as its contract says it. */
export async function version(): Promise<string> {
  return (await Contract.load()).version
}

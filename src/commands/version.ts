import { Contract } from '../contract/contract.ts'

export async function version(): Promise<string> {
  return (await Contract.load()).version
}

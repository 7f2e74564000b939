import { formWith, sendForm } from './oak.ts'
import type { TestSandbox } from './sandbox.ts'

export const MERCHANT_FILES = '/oak/api/v1/files'

/** A file of the demo merchant. */
export async function merchantFile(sandbox: TestSandbox, name = 'receipt.png') {
  const { status, body } = await sendForm(sandbox, MERCHANT_FILES, formWith({ file: new Blob(['a receipt']) }, name))
  if (status !== 200) throw new Error(`The file was not stored: ${JSON.stringify(body)}`)
  return body.data
}

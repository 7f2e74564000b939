import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { JsonFault, locate } from '../core/located-json.ts'
import { type Call, CommandError } from './command.ts'
import { connect } from './connection.ts'
import { counted, show } from './showing.ts'

/** Replaces the state by a file. */
export async function run(call: Call): Promise<number> {
  const { operands, io } = call
  const [file = '-'] = operands
  const text = file === '-' ? await io.input() : await read(resolve(io.folder, file))
  await requireJson(text, file === '-' ? 'standard input' : file)
  const answer = await connect(call).call<{ rows: Record<string, number> }>({
    method: 'PUT',
    path: '/import',
    body: text,
  })
  show(call, answer, `imported ${counted(answer.rows)}`)
  return 0
}

async function read(file: string): Promise<string> {
  try {
    const text = await readFile(file, 'utf8')
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  } catch (error) {
    throw new CommandError(`the file cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

/** Here it is known which file it is, and where in it the fault is. */
async function requireJson(text: string, file: string): Promise<void> {
  try {
    JSON.parse(text)
  } catch {
    const fault = await locate(text).then(
      () => undefined,
      (error: unknown) => error,
    )
    const place = fault instanceof JsonFault ? `:${fault.line}:${fault.column}` : ''
    throw new CommandError(`${file}${place} is not valid JSON`)
  }
}

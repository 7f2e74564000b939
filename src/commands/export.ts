import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Call, CommandError } from './command.ts'
import { connect } from './connection.ts'

/** Writes the state to a file, or prints it. */
export async function run(call: Call): Promise<number> {
  const { operands, io } = call
  const [file = '-'] = operands
  const text = await connect(call).text({ method: 'GET', path: '/export' })
  if (file === '-') io.out(text.trimEnd())
  else await write(resolve(io.folder, file), text)
  return 0
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new CommandError(`the state cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}

import { crc32 } from 'node:zlib'
import { JsonFault, locate } from './located-json.ts'
import { DataFileError } from './start-error.ts'

/** Where a line stands, counted from 1. */
export type LinePlace = { file: string; line: number }

/** A checksum, a blank, and the value as JSON; a changed letter does not go unnoticed. */
export function toLine(value: unknown): string {
  const json = JSON.stringify(value)
  return `${checksum(json)} ${json}\n`
}

/** The value. Throws a SyntaxError when it is not JSON, a ChecksumError when it is not what was written. */
export function parseLine(text: string): unknown {
  if (!WITH_CHECKSUM.test(text)) return JSON.parse(text)
  if (!isLine(text)) throw new ChecksumError()
  return JSON.parse(text.slice(CHECKSUM_LENGTH))
}

/** Whether a text is a line as it was written, all of it but its end. */
export const isLine = (text: string): boolean =>
  WITH_CHECKSUM.test(text) && checksum(text.slice(CHECKSUM_LENGTH)) === text.slice(0, CHECKSUM_LENGTH - 1)

/** What a person is told of a line that cannot be parsed. */
export async function lineFault(error: unknown, text: string, { file, line }: LinePlace): Promise<unknown> {
  if (error instanceof ChecksumError) {
    return new DataFileError(
      `${file}:${line}:1 is not what was written there. It was left as it is; put a copy of the file back, or, for the ` +
        `line to be taken as it is, remove its first ${CHECKSUM_LENGTH} characters.`,
    )
  }
  if (!(error instanceof SyntaxError)) return error
  const message = `${file}:${line}:${await columnOf(text)} is not valid JSON. It was left as it is; mend the line or remove it.`
  return new DataFileError(message, { cause: error })
}

class ChecksumError extends Error {
  override readonly name = 'ChecksumError'
}

const WITH_CHECKSUM = /^[0-9a-f]{8} /
const CHECKSUM_LENGTH = 9

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0')

async function columnOf(text: string): Promise<number> {
  try {
    await locate(text)
    return 1
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault
    return fault.column
  }
}

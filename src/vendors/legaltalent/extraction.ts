import { createHash } from 'node:crypto'
import type { SessionDocument } from './session-document.ts'
import { defectsOf } from './signs.ts'

/** Who a document is about, as far as the session says. */
export type Bearer = { name: string; country: string; birthDate: string | undefined }

type Fields = Record<string, string>

/** What is read of a document: the same bytes of the same session always give the same. */
export function extracted({ base64, document_type, file_name }: SessionDocument, bearer: Bearer): Fields {
  const digest = createHash('sha256')
    .update(base64 ?? '', 'base64')
    .digest()
  const digits = (from: number, count: number): string =>
    [...digest.subarray(from, from + count)].map((byte) => byte % 10).join('')
  const day = (from: number, firstYear: number): string => {
    const [year = 0, month = 0, date = 0] = digest.subarray(from, from + 3)
    return [firstYear + (year % 10), 1 + (month % 12), 1 + (date % 28)]
      .map((part) => String(part).padStart(2, '0'))
      .join('-')
  }
  const { name, country, birthDate } = bearer
  switch (document_type) {
    case 'id':
      return {
        full_name: name,
        document_number: digits(0, 8),
        birth_date: birthDate ?? day(8, 1980),
        nationality: country,
        expiry_date: defectsOf(file_name).includes('expired') ? day(11, 2010) : day(11, 2090),
      }
    case 'proof-of-address':
      return { full_name: name, street: `${digits(0, 3)} Main Street`, country, issue_date: day(8, 2015) }
    case 'company-charter':
      return { company_name: name, registration_number: digits(0, 9), country, incorporation_date: day(8, 2000) }
    case 'bank-ownership':
      return { account_holder: name, account_number: digits(0, 12), country }
    default:
      return { full_name: name }
  }
}

/** How sure the reader is, from 0 to 1. */
export const confidenceOf = ({ file_name }: SessionDocument): number =>
  defectsOf(file_name).includes('unreadable') ? 0.21 : 0.98

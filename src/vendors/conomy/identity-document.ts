import type { components } from '../../contract/openapi.gen.ts'
import { fieldProblem } from '../../core/problem.ts'

type Type = components['schemas']['ConomyIdentityInput']['documentType']
type Format = { pattern: RegExp; is: string }

const DIGITS: Format = { pattern: /^\d{4,12}$/, is: '4 to 12 digits' }
const ELEVEN_DIGITS: Format = { pattern: /^\d{11}$/, is: '11 digits' }

/**
 * What a number of each type looks like, no stricter than the vendor's own samples. Check digits are never verified:
 * those of the samples are wrong.
 */
const FORMATS: Record<Type, Format> = {
  PASSPORT: { pattern: /^[A-Z0-9]{5,20}$/i, is: '5 to 20 letters and digits' },
  RFC: { pattern: /^[A-ZÑ&0-9]{12,13}$/i, is: '12 or 13 letters and digits' },
  CURP: { pattern: /^[A-ZÑ0-9]{18}$/i, is: '18 letters and digits' },
  RUT: { pattern: /^\d{6,9}(?:-?[\dK])?$/i, is: 'digits, perhaps a hyphen, and a digit or K' },
  CED_CIU: DIGITS,
  CED_EXT: DIGITS,
  NIT: { pattern: /^\d{9,10}(?:-\d)?$/, is: '9 or 10 digits, and perhaps a hyphen and a digit' },
  DNI: { pattern: /^\d{7,8}$/, is: '8 digits, or 7' },
  CE: { pattern: /^[A-Z0-9]{5,15}$/i, is: '5 to 15 letters and digits' },
  RUC: ELEVEN_DIGITS,
  CUIL: ELEVEN_DIGITS,
  CUIT: ELEVEN_DIGITS,
  CC: DIGITS,
  SSN: { pattern: /^(?:\d{9}|\d{3}-\d{2}-\d{4})$/, is: '9 digits, or 123-45-6789' },
  CPF: ELEVEN_DIGITS,
  NATIONAL_ID: { pattern: /^[A-Z0-9-]{4,30}$/i, is: '4 to 30 letters, digits and hyphens' },
}

/** Throws a Problem of kind `invalid` when a number does not look like one of its type. */
export function requireFormat(documentNumber: string, documentType: Type): void {
  const { pattern, is } = FORMATS[documentType]
  if (pattern.test(documentNumber)) return
  const message = `documentNumber of a ${documentType} must be ${is}`
  throw fieldProblem('invalid', 'documentNumber', message)
}

import { expect, test } from 'vitest'
import { requireFormat } from '../../src/vendors/conomy/identity-document.ts'

test.each([
  ['PASSPORT', 'FR1234567'],
  ['RFC', 'ABC010203XY1'],
  ['RFC', 'ABCD010203XY1'],
  ['CURP', 'ABCD010203HDFXYZ09'],
  ['RUT', '77123126-K'],
  ['RUT', '17604011-4'],
  ['RUT', '176040114'],
  ['RUT', '123125'],
  ['CED_CIU', '1032456789'],
  ['CED_EXT', '345678'],
  ['NIT', '900123456'],
  ['NIT', '900123456-7'],
  ['DNI', '32123456'],
  ['CE', '001234567'],
  ['RUC', '20123456789'],
  ['CUIL', '20219636890'],
  ['CUIT', '23111222331'],
  ['CC', '1032456789'],
  ['SSN', '123-45-6789'],
  ['SSN', '123456789'],
  ['CPF', '12345678901'],
  ['NATIONAL_ID', 'X-123456'],
] as const)('%s %s is taken', (type, number) => {
  expect(() => requireFormat(number, type)).not.toThrow()
})

test.each([
  ['PASSPORT', 'F1'],
  ['PASSPORT', 'FR 1234567'],
  ['RFC', 'ABC010203'],
  ['CURP', 'ABCD010203'],
  ['RUT', 'K'],
  ['RUT', '77123126-KK'],
  ['RUT', '77.123.126-K'],
  ['CED_CIU', '10324A'],
  ['CED_EXT', '1'],
  ['NIT', '90012'],
  ['DNI', '321234567'],
  ['CE', '12'],
  ['RUC', '2012345678'],
  ['CUIL', '20-21963689-0'],
  ['CUIT', '18604011-4'],
  ['CC', ''],
  ['SSN', '12-345-6789'],
  ['CPF', '123.456.789-01'],
  ['NATIONAL_ID', '1 2 3 4'],
] as const)('%s %s is refused, by name of the field', (type, number) => {
  expect(() => requireFormat(number, type)).toThrow(
    expect.objectContaining({ kind: 'invalid', faults: [expect.objectContaining({ field: 'documentNumber' })] }),
  )
})

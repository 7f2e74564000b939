import { expect, test } from 'vitest'
import { parseForm } from '../../src/http/form.ts'
import { freshSandbox } from '../support/sandbox.ts'

const TYPE = 'multipart/form-data; boundary=x'

const part = (name: string, text = 'v', more = ''): string =>
  `--x\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`

const read = (text: string, type = TYPE): Promise<object> => parseForm(new TextEncoder().encode(text), type)

test('a field that is given once is a value, and one that is given more often a list in its order', async () => {
  expect(await read(`${part('a', '1')}${part('b', '2')}${part('a', '3')}--x--\r\n`)).toEqual({ a: ['1', '3'], b: '2' })
})

test('a hundred parts are read', async () => {
  const names = Array.from({ length: 100 }, (_, number) => `field${number}`)

  expect(Object.keys(await read(`${names.map((name) => part(name)).join('')}--x--\r\n`))).toEqual(names)
})

test.each([
  ['of many names', Array.from({ length: 101 }, (_, number) => part(`field${number}`))],
  ['of one name', Array.from({ length: 50_000 }, () => part('same'))],
])('more parts are refused before they are taken apart: %s', async (_what, parts) => {
  const refused = read(`${parts.join('')}--x--\r\n`)

  await expect(refused).rejects.toMatchObject({ kind: 'malformed', message: 'The form has more than 100 parts' })
})

test.each([
  'multipart/form-data; boundary="x"',
  'multipart/form-data; charset=utf-8; boundary=x',
  'Multipart/Form-Data;Boundary=x',
])('they are counted however the boundary is written: %s', async (type) => {
  const parts = Array.from({ length: 101 }, () => part('same')).join('')

  await expect(read(`${parts}--x--\r\n`, type)).rejects.toThrow('more than 100 parts')
})

test.each(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=y'])(
  'a form that is not what %s announces is refused',
  async (type) => {
    await expect(read(`${part('a')}--x--\r\n`, type)).rejects.toMatchObject({ kind: 'malformed' })
  },
)

test('a field called __proto__ is refused in the shape of the vendor, and reaches nothing', async () => {
  const sandbox = await freshSandbox()
  const raw = `${part('__proto__', 'polluted')}${part('name', 'a')}--x--\r\n`

  const { status } = await sandbox.request('POST', '/oak/api/v1/merchant/files', undefined, {
    raw,
    headers: { 'content-type': TYPE },
  })

  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(Object.prototype).not.toHaveProperty('name')
})

test('what a file is called leads nowhere, and is shown as a name', async () => {
  const value = await read(`${part('file', 'bytes', '; filename="../../etc/passwd"')}--x--\r\n`)

  expect(value).toEqual({ file: { name: '../../etc/passwd', type: expect.any(String), base64: 'Ynl0ZXM=' } })
})

import { expect, test } from 'vitest'
import { BY_OTHER } from '../support/oak.ts'
import { MERCHANT_FILES, merchantFile } from '../support/oak-merchant-files.ts'
import { freshSandbox } from '../support/sandbox.ts'

test('files come by the page, the newest first, to their merchant only', async () => {
  const sandbox = await freshSandbox()
  await merchantFile(sandbox)
  const second = await merchantFile(sandbox, 'second.png')

  const own = await sandbox.request('GET', `${MERCHANT_FILES}?limit=1`)
  const others = await sandbox.request('GET', MERCHANT_FILES, undefined, BY_OTHER)

  expect(own.body.data).toEqual({ count: 2, has_more: true, file_list: [second] })
  expect(others.body.data).toEqual({ count: 0, has_more: false, file_list: [] })
})

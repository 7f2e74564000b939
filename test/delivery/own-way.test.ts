import { expect, test } from 'vitest'
import type { Posting } from '../../src/delivery/post.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { deliveryOf, NOBODY, register, trigger } from './webhooks.ts'

test('whoever embeds the sandbox can take webhooks to their endpoints without a socket', async () => {
  const taken: Posting[] = []
  const sandbox = await freshSandbox({
    post: (posting) => {
      taken.push(posting)
      return Promise.resolve({ status: 200, response: 'thank you', error: null, durationMs: 0 })
    },
  })
  await register(sandbox, NOBODY)

  const { id } = await trigger(sandbox)
  await sandbox.settled()

  expect(taken).toMatchObject([{ url: NOBODY, headers: { 'content-type': 'application/json' } }])
  expect(await deliveryOf(sandbox, id)).toMatchObject({
    status: 'delivered',
    attempts: [{ status: 200, response: 'thank you' }],
  })
})

import type { IncomingHttpHeaders } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { webhooks } from '../../src/vendors/conomy/webhooks.ts'
import { type Received, startReceiver } from '../support/receiver.ts'
import { freshSandbox } from '../support/sandbox.ts'
import { register, trigger } from './webhooks.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

type Signed = { headers: IncomingHttpHeaders; body: string }

/** Verifies as a client would that never saw our code, with the platform's own cryptography. */
async function isSignedBy(secret: string, { headers, body }: Signed): Promise<boolean> {
  const signature = headers['x-webhook-signature']
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return false
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['verify'])
  return await crypto.subtle.verify(algorithm, key, Buffer.from(signature, 'hex'), bytes(body))
}

function only(received: readonly Received[]): Received {
  const [request, ...more] = received
  if (!request || more.length > 0) throw new Error(`${received.length} requests arrived`)
  return request
}

test('row 78: the signature is the hexadecimal HMAC-SHA256 of exactly the bytes that arrive', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { secret: 'a secret of mine' })

  await trigger(sandbox, { data: { customer: { firstName: 'Íñigo 🦙' } } })
  await sandbox.settled()

  const request = only(receiver.received)
  const { method, headers, body } = request
  expect(method).toBe('POST')
  expect(headers['content-type']).toBe('application/json')
  expect(headers['content-length']).toBe(String(bytes(body).length))
  expect(body).toContain('Íñigo 🦙')
  expect(await isSignedBy('a secret of mine', request)).toBe(true)
  expect(await isSignedBy('another secret', request)).toBe(false)
  expect(await isSignedBy('a secret of mine', { headers, body: `${body} ` })).toBe(false)
})

test('row 79: an endpoint without a secret gets no signature', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url, { secret: null })

  await trigger(sandbox)
  await sandbox.settled()

  expect(only(receiver.received).headers).not.toHaveProperty('x-webhook-signature')
})

test('an endpoint that names no secret is signed for with the demo secret', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)

  await trigger(sandbox)
  await sandbox.settled()

  expect(await isSignedBy('demo-webhook-secret', only(receiver.received))).toBe(true)
})

test('any payload and any secret give a signature that verifies, over a body that says the same', async () => {
  const secrets = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 })
  const payloads = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))
  await fc.assert(
    fc.asyncProperty(secrets, payloads, async (secret, data) => {
      const message = {
        id: 'msg_1',
        vendor: 'conomy',
        tenant: 'demo-client',
        event: 'any',
        dialect: 'standard',
        data,
        createdAt: '',
      }

      const { headers, body } = webhooks.seal(message, secret, { now: new Date(0), settings: {} })

      expect(JSON.stringify(JSON.parse(body))).toBe(JSON.stringify(data))
      expect(await isSignedBy(secret, { headers, body })).toBe(true)
    }),
  )
})

test('what is triggered with any name in it arrives as it was, and verifies', async () => {
  const sandbox = await freshSandbox()
  const receiver = await startReceiver()
  await register(sandbox, receiver.url)
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (firstName) => {
      await trigger(sandbox, { data: { customer: { firstName } } })
      await sandbox.settled()

      const request = only(receiver.received.splice(0))
      expect(JSON.parse(request.body)).toMatchObject({ customer: { firstName } })
      expect(await isSignedBy('demo-webhook-secret', request)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

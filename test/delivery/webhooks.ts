import type { TestSandbox } from '../support/sandbox.ts'

/** A URL where nobody listens. */
export const NOBODY = 'http://127.0.0.1:1/hook'

/** Registers an endpoint for Conomy's webhooks, and returns it. */
export async function register(sandbox: TestSandbox, url: string, more: object = {}) {
  return await created(sandbox, '/_sandbox/webhooks/endpoints', { vendor: 'conomy', url, ...more })
}

/** Triggers an event, and returns the delivery as it was queued. */
export async function trigger(sandbox: TestSandbox, more: object = {}) {
  const event = { vendor: 'conomy', event: 'customer.levelChanged', ...more }
  return await created(sandbox, '/_sandbox/webhooks/trigger', event)
}

export async function deliveryOf(sandbox: TestSandbox, id: string) {
  return (await sandbox.request('GET', `/_sandbox/webhooks/deliveries/${id}`)).body
}

export async function advance(sandbox: TestSandbox, seconds: number) {
  return await sandbox.request('POST', '/_sandbox/clock/advance', { seconds })
}

async function created(sandbox: TestSandbox, path: string, body: object) {
  const answer = await sandbox.request('POST', path, body)
  if (answer.status !== 201) throw new Error(`${path} answered ${JSON.stringify(answer.body)}`)
  return answer.body
}

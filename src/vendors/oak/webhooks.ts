import { createHmac } from 'node:crypto'
import { isJsonObject } from '../../core/merge-patch.ts'
import type { Message } from '../../core/outbox.ts'
import type { RetrySchedule, Sealed, VendorSettings, Webhooks } from '../vendor.ts'
import { sample } from './sample.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Of four attempts, the n-th retry comes n times five minutes after the failure. */
const LINEAR = [5 * MINUTE, 10 * MINUTE, 15 * MINUTE]

/** Seven attempts: at once, and 30 s, 5 min, 30 min, 2 h, 8 h and 24 h after the first. */
const EXPONENTIAL = [30 * SECOND, 270 * SECOND, 25 * MINUTE, 90 * MINUTE, 6 * HOUR, 16 * HOUR]

export const webhooks: Webhooks = {
  schedule: (settings) => scheduleOf(isExponential(settings) ? EXPONENTIAL : LINEAR),
  // Not documented.
  timeout: 10 * SECOND,
  isDelivered: (status, settings) => (isExponential(settings) ? status >= 200 && status < 300 : status === 200),
  seal,
  companions: () => [],
  dialects: ['standard'],
  dialectOf: () => 'standard',
  sample,
  demoSecret: 'demo-webhook-secret',
}

const isExponential = (settings: VendorSettings): boolean => settings.deliverySchedule === 'exponential'

/** The number of attempts ends it, and not the time: attempts may be late. */
const scheduleOf = (delays: readonly number[]): RetrySchedule => ({
  delayAfter: (attempt) => delays[attempt - 1] ?? Number.POSITIVE_INFINITY,
  giveUpAfter: Number.MAX_SAFE_INTEGER,
})

/**
 * The signature covers the time and the bytes that are sent, as the SDK checks it; the API document says the bytes
 * alone. Three names of its header are published, and all are sent.
 */
function seal({ data }: Message, secret: string | null, { now }: { now: Date }): Sealed {
  const body = JSON.stringify(data)
  const at = String(Math.floor(now.getTime() / 1000))
  const notification = isJsonObject(data) && typeof data.id === 'string' ? data.id : ''
  const headers = {
    'content-type': 'application/json',
    'crowdsplit-timestamp': at,
    'crowdsplit-notification-id': notification,
  }
  if (secret === null) return { headers, body }
  const signature = `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`
  const signed = { 'crowdsplit-signature': signature, 'x-oak-signature': signature, 'oak-signature': signature }
  return { headers: { ...headers, ...signed }, body }
}

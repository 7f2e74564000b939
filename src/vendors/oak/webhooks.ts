import type { RetrySchedule, VendorSettings, Webhooks } from '../vendor.ts'
import { capped } from './payload-cap.ts'
import { sample } from './sample.ts'
import { seal, verify } from './signature.ts'

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
  seal: (message, secret, { now, settings }) =>
    seal(isExponential(settings) ? { ...message, data: capped(message.data) } : message, secret, { now }),
  verify,
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

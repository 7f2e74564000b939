import type { RateLimit } from '../vendor.ts'

/** 1,000 requests in five minutes from one address, as the firewall in front of the API counts them. */
export const rateLimit: RateLimit = {
  requests: 1000,
  window: 300_000,
  isEnforced: (settings) => settings.enforceRateLimit === true,
  headers: ({ requests, remaining, resetAt }) => ({
    'x-ratelimit-limit': String(requests),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
  }),
  message(seconds) {
    const minutes = Math.ceil(seconds / 60)
    return `Too many requests. Please try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
  },
}

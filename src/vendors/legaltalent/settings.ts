import type { SettingsOf } from '../vendor.ts'

/** Where the documentation leaves two readings open, the likelier one is the default and the other is a switch. */
export const settings = {
  enforceRateLimit: { default: false, description: 'The 1001st request of an address within five minutes is a 429' },
  signatureForm: {
    default: 'timestamp.body',
    values: ['timestamp.body', 'body'],
    description: 'What the signature of a webhook covers',
  },
  credits: {
    default: 10_000,
    description: 'How many credits a tenant begins with; they are counted, and nothing is refused',
  },
  seats: { default: 1000, description: 'How many watchlist seats a tenant has until the control API says otherwise' },
} as const

export type LegalTalentSettings = SettingsOf<typeof settings>

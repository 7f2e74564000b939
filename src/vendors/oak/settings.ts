import type { SettingsOf } from '../vendor.ts'

/** Where the documentation leaves two readings open, the likelier one is the default and the other is a switch. */
export const settings = {
  badCredentialsStatus: {
    default: 404,
    values: [404, 401],
    description: 'What a grant with wrong credentials is answered with',
  },
  tokenLife: {
    default: 3600,
    check: requirePositive,
    description: 'How long a granted token lives, in seconds of the clock of the sandbox',
  },
  uniqueDocument: {
    default: true,
    description: 'A customer exists already when another one has the document number and type, not only the e-mail',
  },
  requireTargetRole: {
    default: false,
    description: 'populatePlatform without target_role is 422, and does not mean customer',
  },
  deliverySchedule: {
    default: 'linear',
    values: ['linear', 'exponential'],
    description:
      'linear: only 200 acknowledges a webhook, four attempts, the n-th retry n times 5 minutes after the failure; exponential: any 2xx, seven attempts within 24 hours, and bodies of at most 256 KB',
  },
} as const

export type OakSettings = SettingsOf<typeof settings>

function requirePositive(value: number): void {
  if (!Number.isInteger(value) || value < 1) throw new Error('it must be a whole number of at least 1')
}

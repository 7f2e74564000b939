/** How something is to end without an operator. */
const OUTCOMES = ['approve', 'reject', 'review'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** `slow` puts an outcome off; alone it puts an approval off. */
export type MagicWord = Outcome | 'slow'
export type Wish = { readonly outcome: Outcome; readonly isSlow: boolean }

/** How long a slow wish takes, in ms of the sandbox's clock. */
export const SLOW = 10_000

/** The rule that `wishOf` follows, for people. */
export const CONVENTION =
  'An e-mail address may carry words before its @, alone or behind a plus, in any case: reject@example.com, ' +
  'ana+slow+reject@example.com. slow alone is a slow approval, and slow is 10 seconds of the sandbox’s clock.'

/** Cheap, because every row that is stored is asked. */
const MAY_WISH = /approve|reject|review|slow/i

/** What an e-mail address wishes for. Most wish for nothing. */
export function wishOf(email: string | null | undefined): Wish | undefined {
  if (!email || !MAY_WISH.test(email)) return undefined
  const words = email
    .slice(0, Math.max(0, email.lastIndexOf('@')))
    .toLowerCase()
    .split('+')
  const outcome = OUTCOMES.find((word) => words.includes(word))
  const isSlow = words.includes('slow')
  return outcome || isSlow ? { outcome: outcome ?? 'approve', isSlow } : undefined
}

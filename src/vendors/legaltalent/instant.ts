/** LegalTalent's timestamps: ISO 8601 in UTC, to the second. */
export const toInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`

/** In ms. */
export const DAY = 86_400_000

/**
 * An instant as rows keep it, RFC 3339: `2026-04-20T12:00:00Z`. Rows that come from outside are held against its format.
 *
 * Format: date-time
 */
export type Instant = string

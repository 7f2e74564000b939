/** What the texts of a row may be held against, by the name that the schemas of rows have for it. */
export const ROW_FORMATS: Readonly<Record<string, RegExp>> = {
  /** Digits, and perhaps a point and more digits. */
  amount: /^\d+(?:\.\d+)?$/,
  /** RFC 3339, and of that what `Date.parse` reads: no leap second. */
  'date-time':
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/,
}

/** Whether there is such a day, `2026-02-28`: the 30th of February can be parsed, as another day. */
export function isOfCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

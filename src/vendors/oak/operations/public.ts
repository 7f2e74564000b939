import { listedCountries } from '../countries.ts'
import type { OakHandlers } from './handlers.ts'

/** What anybody may ask. */
export const publicHandlers = {
  listCountries() {
    return { msg: 'countries', data: { countries: listedCountries() } }
  },

  getHealth() {
    return { msg: 'ok', data: { status: 'ok' } }
  },
} satisfies Partial<OakHandlers>

import { calculatedTax } from '../tax.ts'
import type { OakHandlers } from './handlers.ts'

export const taxHandlers = {
  calculateTaxes({ body }) {
    return { msg: 'tax calculated', data: calculatedTax(body) }
  },
} satisfies Partial<OakHandlers>

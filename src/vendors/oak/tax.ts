import type { components } from '../../contract/openapi.gen.ts'

type Input = components['schemas']['OakTaxInput']

/** The one rate of the sandbox, in hundredths of a percent: the vendor's are not published. */
const RATE = 1000

/** What comes on top of every line, rounded to the nearest minor unit, and of all. */
export function calculatedTax({ currency, line_items }: Input): components['schemas']['OakTax'] {
  const lines = line_items.map(({ amount, reference }) => ({
    reference: reference ?? null,
    amount,
    tax: Math.round((amount * RATE) / 10_000),
  }))
  const amount = lines.reduce((sum, line) => sum + line.amount, 0)
  const tax_amount = lines.reduce((sum, line) => sum + line.tax, 0)
  return { currency: currency.toLowerCase(), amount, tax_amount, amount_total: amount + tax_amount, line_items: lines }
}

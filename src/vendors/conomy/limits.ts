import type { Amount } from './money.ts'

/** `ARS=1000000 demo-client/ARS=500000`: amounts by currency, and by tenant and currency. Throws an Error. */
export function parseLimits(text: string): Map<string, Amount> {
  const pairs = text.split(/\s+/).filter((pair) => pair !== '')
  return new Map(
    pairs.map((pair) => {
      const [, name, amount] = /^((?:[^/=]+\/)?[A-Z]{3,4})=(\d{1,30}(?:\.\d{1,10})?)$/.exec(pair) ?? []
      if (name === undefined || amount === undefined) throw new Error(`"${pair}" has not the form CURRENCY=AMOUNT`)
      return [name, amount]
    }),
  )
}

/** The tenant's own limit for a currency, or everybody's; undefined when there is none. */
export function limitFor(
  text: string,
  { clientId, currency }: { clientId: string; currency: string },
): Amount | undefined {
  const limits = parseLimits(text)
  return limits.get(`${clientId}/${currency}`) ?? limits.get(currency)
}

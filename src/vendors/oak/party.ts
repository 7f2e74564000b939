import type { Reader } from '../../core/collection.ts'
import { Problem } from '../../core/problem.ts'
import { customerOf } from './customer.ts'
import { notFound } from './own-row.ts'
import { merchantsMethod } from './payment-method.ts'
import { masked } from './payment-method-details.ts'
import { isUsable } from './payment-method-status.ts'

type Loose = Readonly<Record<string, unknown>>

/** One side of a movement of money, as a merchant names it. */
export type Named = Loose & {
  readonly currency?: string
  readonly customer?: (Loose & { readonly id?: string }) | null
  readonly payment_method?: (Loose & { readonly id?: string }) | null
}

/** One side of a movement of money: who, and by which means. What else was said is kept, with numbers masked. */
export type Party = Loose & {
  readonly currency?: string
  readonly customer: { readonly id: string } | null
  readonly payment_method: Loose | null
}

/**
 * Whom and what a side names. Throws a Problem: `not-found` when the merchant has no such customer or payment method,
 * or the method is another customer's; `state` when it is not to be used.
 */
export function partyOf({ currency, customer, payment_method, ...rest }: Named, tenant: string, reader: Reader): Party {
  const id = customer?.id === undefined ? undefined : customerOf(tenant, customer.id, reader).id
  return {
    ...masked(rest),
    ...(currency !== undefined && { currency: currency.toLowerCase() }),
    customer: id === undefined ? null : { id },
    payment_method: payment_method ? meansOf(payment_method, { tenant, owner: id }, reader) : null,
  }
}

/** A payment method as it is named in a movement of money. Throws as `partyOf` does. */
export function meansOf(
  { id, ...rest }: Loose & { readonly id?: string },
  { tenant, owner }: { tenant: string; owner: string | undefined },
  reader: Reader,
): Loose {
  if (id === undefined) return masked(rest)
  const method = merchantsMethod(tenant, id, reader)
  if (owner !== undefined && method.customer_id !== owner) throw notFound()
  if (!isUsable(method)) throw new Problem('state', `The payment method is ${method.status}`)
  return { ...masked(rest), id: method.id, type: method.type }
}

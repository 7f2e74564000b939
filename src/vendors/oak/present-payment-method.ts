import type { components } from '../../contract/openapi.gen.ts'
import type { Events } from '../../contract/types.ts'
import { enveloped, toldProvider } from './events.ts'
import type { OakContext } from './operations/handlers.ts'
import type { PaymentMethod } from './payment-method.ts'
import { commonOf, textOf } from './payment-method-details.ts'
import type { MethodEventName } from './payment-method-status.ts'

/** A payment method as the wire shows it: what was given, and the keys that every method has. */
export function presentPaymentMethod(method: PaymentMethod): components['schemas']['OakPaymentMethod'] {
  const { id, customer_id, type, provider, status, details, created_at, updated_at } = method
  const common = { ...commonOf(details), bankDetails: type === 'bank' ? bankDetailsOf(method) : null }
  return { id, customer_id, type, provider, status, ...details, ...common, created_at, updated_at }
}

/** What is said of a payment method in its events. */
export function paymentMethodData(method: PaymentMethod): Events<'oak'>['payment_method.created']['data'] {
  const { id, customer_id, type, provider, status, details, created_at, updated_at } = method
  return {
    id,
    customer_id,
    type,
    provider: toldProvider(provider),
    status,
    ...commonOf(details),
    created_at,
    updated_at,
  }
}

/** Sends an event about a payment method. */
export function tellOfMethod(
  event: MethodEventName,
  method: PaymentMethod,
  { emit, random }: Pick<OakContext, 'emit' | 'random'>,
): void {
  emit(event, method.tenant, enveloped(event, paymentMethodData(method), random.uuid()))
}

const bankDetailsOf = ({ details }: PaymentMethod): components['schemas']['OakBankDetails'] => ({
  accountNumber: textOf(details, 'bank_account_number'),
  accountName: textOf(details, 'bank_account_name'),
  accountType: textOf(details, 'bank_account_type'),
  bankName: textOf(details, 'bank_name'),
  branchCode: textOf(details, 'branch_code') ?? textOf(details, 'bank_routing_number'),
  ispb: textOf(details, 'ispb'),
})

import type { components } from '../../../contract/openapi.gen.ts'
import type { Customer } from '../customer.ts'

/** A customer as this contract shows it: nine keys, always all of them, empty when unset. */
export function presentCustomer({
  id,
  firstName = '',
  email = '',
  lastName = '',
  phoneNumber = '',
  phoneNumberPrefix = '',
  documentType = '',
  documentNumber = '',
  address = {},
}: Customer): components['schemas']['ConomyGatewayCustomer'] {
  return { id, firstName, email, lastName, phoneNumber, phoneNumberPrefix, documentType, documentNumber, address }
}

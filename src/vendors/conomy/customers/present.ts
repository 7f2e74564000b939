import type { components } from '../../../contract/openapi.gen.ts'
import { type Customer, isDocumented } from '../customer.ts'

/** A customer as this contract shows it: without the address, with the computed flag, unset keys left out. */
export function present({
  address,
  documents,
  createdAt,
  updatedAt,
  ...rest
}: Customer): components['schemas']['ConomyCustomer'] {
  const isDone = isDocumented({ documents })
  return { ...rest, isDocumented: isDone, documents: [...documents], createdAt, updatedAt }
}

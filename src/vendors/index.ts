import { conomy } from './conomy/index.ts'
import { legaltalent } from './legaltalent/index.ts'
import { oak } from './oak/index.ts'
import type { Vendor } from './vendor.ts'

/** Every vendor that the sandbox plays. */
export const vendors: readonly Vendor[] = [conomy, legaltalent, oak]

import type { Context } from '../../vendor.ts'
import { tenants } from '../tenants.ts'

/** Whose rows a request is about. With `--auth off` nobody says who they are, and the demo tenant is assumed. */
export const tenantOf = ({ tenant }: Pick<Context, 'tenant'>): string => tenant ?? tenants[0].name

import type { Handlers } from '../../../contract/types.ts'
import type { Context } from '../../vendor.ts'
import type { ConomySettings } from '../settings.ts'

/** What a handler of the gateway gets besides its input. */
export type GatewayContext = Context<'conomy', ConomySettings>

/** Every operation of the gateway; each file of this folder answers some. */
export type GatewayHandlers = Handlers<'conomy-gateway', GatewayContext>

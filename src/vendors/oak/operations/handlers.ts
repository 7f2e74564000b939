import type { Handlers } from '../../../contract/types.ts'
import type { Context } from '../../vendor.ts'
import type { OakSettings } from '../settings.ts'

/** What a handler gets besides its input. */
export type OakContext = Context<'oak', OakSettings>

/** Every operation; each file of this folder answers some. */
export type OakHandlers = Handlers<'oak', OakContext>

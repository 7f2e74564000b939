import type { Handlers } from '../../../contract/types.ts'
import type { Context } from '../../vendor.ts'
import type { LegalTalentSettings } from '../settings.ts'

/** What a handler gets besides its input. */
export type LegalTalentContext = Context<'legaltalent', LegalTalentSettings>

/** Every operation; each file of this folder answers some. */
export type LegalTalentHandlers = Handlers<'legaltalent', LegalTalentContext>

import type { Namespace } from '../core/namespace.ts'
import type { Later } from '../core/steps.ts'
import type { AnyContext, Vendor, VendorSettings } from './vendor.ts'

/** Where a vendor acts: one isolated sandbox, with the settings that were chosen for it. */
export type Stage = {
  namespace: Namespace
  settings: Readonly<Record<string, VendorSettings>>
  /** Throws when a payload is not what the contract says of `vendor.event`. */
  checkEvent(event: string, payload: unknown): void
}

/** On whose behalf, and where clients reach this server, `http://localhost:4010`. */
export type Occasion = {
  tenant: string | undefined
  origin: string
  /** Afterwards the ids of the messages that were sent, if there were any. */
  told?: string[]
}

/**
 * Runs a vendor's code in one transaction, with its events and its alarms in the same: all of it happens, or nothing.
 * The vendor's companions of an event are sent beside it.
 */
export function act<T>(vendor: Vendor, stage: Stage, occasion: Occasion, change: (context: AnyContext) => T): Later<T> {
  const settings = stage.settings[vendor.name] ?? {}
  const { tenant, origin } = occasion
  return stage.namespace.apply(({ draft, random, now, send, resend, wake }) => {
    const emit: AnyContext['emit'] = (event, to, payload) => {
      for (const message of [{ event, payload }, ...vendor.webhooks.companions(event, payload)]) {
        stage.checkEvent(`${vendor.name}.${message.event}`, message.payload)
        const dialect = vendor.webhooks.dialectOf(message.event)
        const { messageId } = send({
          vendor: vendor.name,
          tenant: to,
          event: message.event,
          dialect,
          data: message.payload,
        })
        occasion.told = [...(occasion.told ?? []), messageId]
      }
    }
    return change({
      db: draft,
      now,
      random,
      settings,
      emit,
      resend,
      setAlarm: (alarm) => wake({ vendor: vendor.name, ...alarm }),
      tenant,
      origin,
    })
  })
}

import type { components } from '../../contract/openapi.gen.ts'
import { collection, type Draft, type Row } from '../../core/collection.ts'
import { endpoints } from '../../core/endpoints.ts'
import { giveUpDeliveriesTo } from '../../core/outbox.ts'
import type { Random } from '../../core/random.ts'
import { webUrl } from './website.ts'

type Input = components['schemas']['LegalTalentChannelsInput']
type Shown = components['schemas']['LegalTalentNotificationConfig']

/** Where a tenant is notified; the id is the tenant. The webhook itself is an endpoint of the sandbox. */
export type Channels = Row & { readonly endpoint_id: string } & Readonly<Shown>

export const channels = collection<Channels>()('legaltalent.channels', {})

/** What a tenant has before it says anything. */
export const NO_CHANNELS: Shown = {
  webhook_url: null,
  webhook_secret: null,
  notification_emails: [],
  slack_webhook_url: null,
  batch_notifications_enabled: true,
}

/** The channels of a tenant with what was sent; a webhook without a secret gets one. */
export function updatedChannels(
  before: Channels | undefined,
  input: Input,
  { tenant, random }: { tenant: string; random: Random },
): Channels {
  const current = before ?? { id: tenant, endpoint_id: `whe_${random.hex(24)}`, ...NO_CHANNELS }
  const url = input.webhook_url === undefined ? current.webhook_url : input.webhook_url
  const { slack_webhook_url: slack = current.slack_webhook_url } = input
  if (url !== null) webUrl(url, 'webhook_url')
  if (input.slack_webhook_url) webUrl(input.slack_webhook_url, 'slack_webhook_url')
  const secret = secretOf(input, current)
  return {
    ...current,
    webhook_url: url,
    webhook_secret: url !== null && secret === null ? `whsec_${random.hex(32)}` : secret,
    notification_emails: input.notification_emails ?? current.notification_emails,
    slack_webhook_url: slack,
    batch_notifications_enabled: input.batch_notifications_enabled ?? current.batch_notifications_enabled,
  }
}

/** Null asks for another one. A client may send back what it was shown. */
function secretOf({ webhook_secret: sent }: Input, { webhook_secret: current }: Channels): string | null {
  if (sent === undefined || (current !== null && sent === masked(current))) return current
  return sent
}

/** Makes the tenant's webhook endpoint what its channels say; without a URL there is none. */
export function keepEndpoint({ id: tenant, endpoint_id, webhook_url, webhook_secret }: Channels, db: Draft, now: Date) {
  const table = db.table(endpoints)
  const before = table.get(endpoint_id)
  if (webhook_url === null) {
    if (!before) return
    giveUpDeliveriesTo(endpoint_id, db)
    table.remove(endpoint_id)
    return
  }
  const target = { url: webhook_url, secret: webhook_secret, enabled: true }
  if (before) table.replace({ ...before, ...target })
  else {
    const createdAt = now.toISOString()
    const fixed = { vendor: 'legaltalent', tenant, events: ['*'], dialect: 'standard', createdAt }
    table.insert({ id: endpoint_id, ...fixed, ...target })
  }
}

/** What a client sees: the secret but for its last four characters. */
export function presentChannels({ id, endpoint_id, webhook_url, webhook_secret: secret, ...shown }: Channels): Shown {
  return { webhook_url, webhook_secret: secret === null ? null : masked(secret), ...shown }
}

const masked = (secret: string): string => `${'*'.repeat(28)}${secret.slice(-4)}`

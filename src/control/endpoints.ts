import type { Input } from '../contract/types.ts'
import { type Endpoint, endpoints } from '../core/endpoints.ts'
import { MASK, withoutUrlSecrets } from '../core/masking.ts'
import { suggestion, suggestionAmong } from '../core/nearest.ts'
import { giveUpDeliveriesTo } from '../core/outbox.ts'
import { Problem } from '../core/problem.ts'
import { type ControlContext, type ControlOperations, tenantNamed, vendorNamed, wrongField } from './context.ts'

export type EndpointInput = Input<'sandbox.createEndpoint'>['body']

export const endpointHandlers = {
  listEndpoints(_input, { namespace }) {
    return { endpoints: [...namespace.store.table(endpoints).all()].map(masked) }
  },

  async createEndpoint({ body }, context) {
    const settled = settle(body, context)
    const { demoSecret } = vendorNamed(body.vendor, context.vendors).webhooks
    const secret = body.secret === undefined ? demoSecret : body.secret
    return await context.namespace.transact(({ draft, random, now }) =>
      shown(
        draft
          .table(endpoints)
          .insert({ id: `whe_${random.hex(24)}`, ...settled, secret, createdAt: now.toISOString() }),
      ),
    )
  },

  getEndpoint({ params }, context) {
    return masked(known(params.id, context))
  },

  async replaceEndpoint({ params, body }, context) {
    known(params.id, context)
    const settled = settle(body, context)
    return await context.namespace.transact(({ draft }) => {
      const { id, createdAt, ...before } = known(params.id, context)
      // An endpoint that was read comes back with its mask.
      const secret = body.secret === undefined || body.secret === MASK ? before.secret : body.secret
      const url = settled.url === withoutUrlSecrets(before.url) ? before.url : settled.url
      return masked(draft.table(endpoints).replace({ id, ...settled, url, secret, createdAt }))
    })
  },

  async deleteEndpoint({ params }, context) {
    await context.namespace.transact(({ draft }) => {
      const { id } = known(params.id, context)
      giveUpDeliveriesTo(id, draft)
      draft.table(endpoints).remove(id)
    })
    return undefined
  },
} satisfies Partial<ControlOperations>

/** What is asked for, with its defaults. Throws a Problem of kind `invalid` for what nobody could ever receive. */
export function settle(
  input: EndpointInput,
  { vendors, contract }: Pick<ControlContext, 'vendors' | 'contract'>,
): Omit<Endpoint, 'id' | 'secret' | 'createdAt'> {
  const vendor = vendorNamed(input.vendor, vendors)
  const { events = ['*'], enabled = true } = input
  const tenant = tenantNamed(input.tenant, vendor)
  const { dialects } = vendor.webhooks
  const { dialect = dialects[0] } = input
  if (!dialects.includes(dialect)) {
    const hint = suggestionAmong(dialect, dialects)
    throw wrongField('dialect', `${vendor.name} has no dialect "${dialect}"${hint}`)
  }
  const catalogue = contract.eventsOf(vendor.name)
  const strange = events.find((event) => event !== '*' && !catalogue.includes(event))
  if (strange !== undefined)
    throw wrongField('events', `${vendor.name} has no event "${strange}"${suggestion(strange, catalogue)}`)
  return { vendor: vendor.name, tenant, url: webUrl(input.url), events: [...events], enabled, dialect }
}

function webUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw wrongField('url', 'url must be an http or https URL')
  return url.href
}

function known(id: string, { namespace }: ControlContext): Endpoint {
  const endpoint = namespace.store.table(endpoints).get(id)
  if (!endpoint) throw new Problem('not-found', `There is no webhook endpoint ${id.slice(0, 64)}`)
  return endpoint
}

const shown = (endpoint: Endpoint) => ({ ...endpoint, events: [...endpoint.events] })

const masked = (endpoint: Endpoint) => ({
  ...shown(endpoint),
  url: withoutUrlSecrets(endpoint.url),
  secret: endpoint.secret === null ? null : MASK,
})

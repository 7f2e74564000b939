/** The rows of an endpoint at `url`, and of that many deliveries to it that are due at `at`. */
export function pendingRows(url: string, count: number, at: string) {
  const whose = { vendor: 'conomy', tenant: 'demo-client' }
  const event = 'customer.levelChanged'
  const customer = {
    id: '69a000000000000000000001',
    clientId: 'demo-client',
    operationLevel: 'BASIC',
    documentsCount: 1,
  }
  const endpoint = {
    id: 'whe_pending',
    ...whose,
    url,
    secret: 'demo-webhook-secret',
    events: ['*'],
    enabled: true,
    dialect: 'standard',
    createdAt: at,
  }
  const numbers = Array.from({ length: count }, (_, number) => String(number).padStart(8, '0'))
  const messages = numbers.map((number) => ({
    id: `msg_${number}`,
    ...whose,
    event,
    dialect: 'standard',
    data: { customer: { ...customer, firstName: `Ana ${number}` } },
    createdAt: at,
  }))
  const deliveries = numbers.map((number) => ({
    id: `dlv_${number}`,
    messageId: `msg_${number}`,
    endpointId: endpoint.id,
    ...whose,
    event,
    url,
    status: 'pending',
    createdAt: at,
    run: { startedAt: at, attempts: 0 },
    nextAttemptAt: at,
    expiresAt: null,
    body: null,
    attempts: [],
  }))
  const byId = (rows: { id: string }[]) => Object.fromEntries(rows.map((row) => [row.id, row]))
  return {
    'webhooks.endpoints': byId([endpoint]),
    'webhooks.messages': byId(messages),
    'webhooks.deliveries': byId(deliveries),
  }
}

import fixtures from '../fixtures/conomy.json' with { type: 'json' }

/** The customer that every server is asked for. */
export const CUSTOMER = fixtures['conomy.customers']['69a000000000000000000001']

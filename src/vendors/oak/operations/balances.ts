import { balances, balancesOf, presentBalance, wholeTotals } from '../balance.ts'
import { anyonesCustomer, customerOf } from '../customer.ts'
import { providerOf, roleOf } from '../provider.ts'
import { tenantOf } from '../tenants.ts'
import type { OakHandlers } from './handlers.ts'

export const balanceHandlers = {
  getBalances({ params, query }, context) {
    const { db, now } = context
    const { id } = customerOf(tenantOf(context), params.customer_id, db)
    const { provider, role } = query
    const filters = {
      customer_id: id,
      ...(provider !== undefined && { provider: provider.toLowerCase() }),
      ...(role !== undefined && { role: role.toLowerCase() }),
    }
    const found = balancesOf(id, query, db).map((balance) => presentBalance(balance, now))
    return { msg: 'customer balances', data: { as_of: now.toISOString(), filters, balances: found } }
  },

  setBalances({ params, body }, { db, now, random }) {
    const { id: customer_id, tenant } = anyonesCustomer(params.customer_id, db)
    const place = {
      customer_id,
      tenant,
      provider: providerOf(body.provider),
      role: roleOf(body.role ?? 'connected_account', 'role'),
    }
    const totals = wholeTotals(body.totals)
    const [before] = balancesOf(customer_id, place, db)
    const row = { id: before?.id ?? random.uuid(), ...place, totals, updated_at: now.toISOString() }
    return presentBalance(db.table(balances).put(row), now)
  },
} satisfies Partial<OakHandlers>

import type { Contract } from '../contract/contract.ts'
import type { Exchange } from '../core/request-log.ts'

/**
 * Whether an answer was what the contract says; null where that cannot be said: no operation was found, a fault answered,
 * nothing was sent, or only the beginning of the body is kept. What was not checked when it was sent is checked now.
 */
export async function verdictOf(exchange: Exchange, contract: Contract): Promise<'kept' | 'broken' | null> {
  if (exchange.keepsContract !== undefined) return exchange.keepsContract ? 'kept' : 'broken'
  const { operation: id, status, response, fault } = exchange
  const operation = id === undefined ? undefined : contract.operation(id)
  if (!operation || status === undefined || fault !== undefined) return null
  if (!operation.responses.has(status)) return 'broken'
  const promised = operation.responses.get(status)
  if (response?.size !== undefined) return null
  // A file, a stream or nothing.
  if (!promised || typeof response?.content !== 'string') return 'kept'
  const checker = await contract.checker()
  return checker.conforms(promised.schema, JSON.parse(response.content)).length === 0 ? 'kept' : 'broken'
}

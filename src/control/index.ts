import { catalogueHandlers } from './catalogue.ts'
import { clockHandlers } from './clock.ts'
import type { ControlContext, ControlOperations } from './context.ts'
import { deliveryHandlers } from './deliveries.ts'
import { endpointHandlers } from './endpoints.ts'
import { eventHandlers } from './events.ts'
import { faultHandlers } from './faults.ts'
import { magicHandlers } from './magic.ts'
import { namespaceHandlers } from './namespaces.ts'
import { requestHandlers } from './requests.ts'
import { snapshotHandlers } from './snapshots.ts'
import { stateHandlers } from './state.ts'
import { transferHandlers } from './transfer.ts'
import { triggerHandlers } from './trigger.ts'

/** Every operation of the control API; the compiler finds the one that is missing. */
const operations: ControlOperations = {
  ...catalogueHandlers,
  ...stateHandlers,
  ...clockHandlers,
  ...endpointHandlers,
  ...deliveryHandlers,
  ...triggerHandlers,
  ...namespaceHandlers,
  ...magicHandlers,
  ...snapshotHandlers,
  ...transferHandlers,
  ...faultHandlers,
  ...requestHandlers,
  ...eventHandlers,
}

type World = Omit<ControlContext, 'origin'>
type Input = { params: object; query: object; headers: object; body: unknown }

/**
 * The handlers with their context, by name. The contract has checked them above, and checks their inputs before they
 * are called; from here on only the names matter.
 */
export function controlHandlers(world: World): Record<string, (input: Input, origin: string) => unknown> {
  const untyped = operations as unknown as Record<string, (input: Input, context: ControlContext) => unknown>
  return Object.fromEntries(
    Object.entries(untyped).map(([name, handle]) => [
      name,
      (input: Input, origin: string) => handle(input, { ...world, origin }),
    ]),
  )
}

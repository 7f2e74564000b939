export type { OperationId } from './contract/types.ts'
export type { Fired } from './core/clock.ts'
export { Problem } from './core/problem.ts'
export type { Snapshot } from './core/snapshot.ts'
export type { TenantAccess, VendorAccess, VendorName } from './library/access.ts'
export { type Answer, type CallInput, Refusal, type RequestOptions } from './library/ask.ts'
export type { Playground, PlaygroundClock } from './library/playground.ts'
export {
  type EventData,
  type EventName,
  type NextOptions,
  type WebhookEvent,
  type Webhooks,
  WebhookTimeout,
} from './library/webhooks.ts'
export {
  createSandbox,
  EndpointError,
  type Sandbox,
  type SandboxOptions,
  SettingError,
  StartError,
  type UnmatchedCall,
  type WebhookOptions,
} from './sandbox.ts'

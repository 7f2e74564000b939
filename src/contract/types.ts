import type { operations, webhooks } from './openapi.gen.ts'
import type { FileReply, JsonText, Reply, StreamReply } from './reply.ts'

/** `conomy-customers.createCustomer` and its like: every operation of the contract. */
export type OperationId = keyof operations

type Json<T> = T extends { content: { 'application/json': infer Body } }
  ? Body
  : T extends { content: { 'multipart/form-data': infer Form } }
    ? Form
    : T extends { content: { 'application/octet-stream': unknown } }
      ? FileReply
      : T extends { content: { 'text/event-stream': unknown } }
        ? StreamReply
        : T extends { content: { '*/*': infer Bytes } }
          ? Bytes
          : undefined
type Present<T> = [NonNullable<T>] extends [never] ? Record<never, never> : NonNullable<T>
type SuccessStatus = 200 | 201 | 202 | 204
type Success<R> = { [S in keyof R]: S extends SuccessStatus ? Json<R[S]> : never }[keyof R]
type Replies<R> = { [S in keyof R]: S extends SuccessStatus ? Reply<S, Json<R[S]>> : never }[keyof R]
type Part<Id extends OperationId, Name extends 'path' | 'query' | 'header'> = operations[Id] extends {
  parameters: infer Parameters
}
  ? Name extends keyof Parameters
    ? Present<Parameters[Name]>
    : Record<never, never>
  : Record<never, never>
type Body<Request> = Request extends { requestBody: infer B }
  ? Json<B>
  : Request extends { requestBody?: infer B }
    ? Json<NonNullable<B>> | undefined
    : undefined

/** What a handler receives: parsed, coerced and checked against the contract. */
export type Input<Id extends OperationId> = {
  params: Part<Id, 'path'>
  query: Part<Id, 'query'>
  headers: Part<Id, 'header'>
  body: Body<operations[Id]>
}

/** Nothing of it is changed by whoever reads it: rows may be shown as they are, without a copy. */
type Unchanged<T> = T extends object ? { readonly [Name in keyof T]: Unchanged<T[Name]> } : T

/**
 * What a handler returns: the success body that the contract promises, or, where the contract knows more than one
 * success, a `Reply` that says which.
 */
export type Output<Id extends OperationId> = Unchanged<
  Success<operations[Id]['responses']> | Replies<operations[Id]['responses']>
>

/** The body of a success, as a client gets it: of a file its bytes, of a stream what is yet to come. */
export type SuccessBody<Id extends OperationId> = Received<Success<operations[Id]['responses']>>
type Received<T> = T extends FileReply ? Uint8Array : T extends StreamReply ? ReadableStream<Uint8Array> : T

export type SurfaceName = OperationId extends infer Id
  ? Id extends `${infer Surface}.${string}`
    ? Surface
    : never
  : never

type NamesOf<Surface extends string> = {
  [Id in OperationId]: Id extends `${Surface}.${infer Name}` ? Name : never
}[OperationId]

/** One function per operation of a surface; a missing, extra or misspelt one does not compile. */
export type Handlers<Surface extends string, Context> = {
  [Name in NamesOf<Surface>]: `${Surface}.${Name}` extends infer Id extends OperationId
    ? (input: Input<Id>, context: Context) => Output<Id>
    : never
}

/** The same, for handlers that take their time, and may have written their answer already. */
export type AsyncHandlers<Surface extends string, Context> = {
  [Name in NamesOf<Surface>]: `${Surface}.${Name}` extends infer Id extends OperationId
    ? (input: Input<Id>, context: Context) => Output<Id> | JsonText | Promise<Output<Id> | JsonText>
    : never
}

/** What the contract says is sent as a webhook. */
export type Payload<Webhook> = Webhook extends { post: { requestBody: infer B } } ? Json<B> : never

/** Every event of a vendor, and the body that the contract says is sent. */
export type Events<Vendor extends string> = {
  [Id in keyof webhooks as Id extends `${Vendor}.${infer Name}` ? Name : never]: Payload<webhooks[Id]>
}

/** `emit('customer.levelChanged', tenant, payload)`: names and payloads are the contract's. */
export type Emit<Vendor extends string> = <Name extends keyof Events<Vendor>>(
  event: Name,
  tenant: string,
  payload: Unchanged<Events<Vendor>[Name]>,
) => void

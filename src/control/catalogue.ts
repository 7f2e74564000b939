import { JsonText } from '../contract/reply.ts'
import type { SuccessBody } from '../contract/types.ts'
import { descriptionOf } from '../vendors/description.ts'
import type { ControlOperations } from './context.ts'

export const catalogueHandlers = {
  /** Written for a person: a line for each thing. */
  getIndex(_input, { contract, vendors, name, origin }) {
    const controls = contract.operations.filter(({ path }) => path.startsWith('/_sandbox'))
    const calls = controls.map(({ method, path, summary }) => [`${method.toUpperCase()} ${path}`, summary] as const)
    const index: SuccessBody<'sandbox.getIndex'> = {
      url: origin,
      control: `${origin}/_sandbox`,
      contract: `${origin}/_sandbox/openapi.json`,
      version: contract.version,
      namespace: name,
      vendors: descriptionOf(vendors, origin),
      calls: Object.fromEntries(calls),
    }
    return new JsonText(`${JSON.stringify(index, null, 2)}\n`)
  },
} satisfies Partial<ControlOperations>

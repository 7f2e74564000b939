import type { ControlOperations } from './context.ts'

export const stateHandlers = {
  getHealth(_input, { contract, vendors, storage }) {
    return { status: 'ok', version: contract.version, vendors: vendors.map(({ name }) => name), storage }
  },

  async getContract(_input, { contract }) {
    return { ...(await contract.document()) }
  },

  async reset(_input, { reset, seed, namespace }) {
    await reset()
    return { seed, rows: namespace.count() }
  },
} satisfies Partial<ControlOperations>

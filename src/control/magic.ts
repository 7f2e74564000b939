import { CONVENTION } from '../core/wish.ts'
import type { ControlOperations } from './context.ts'

export const magicHandlers = {
  listMagic(_input, { vendors }) {
    const magic = vendors.flatMap((vendor) =>
      vendor.magic.map((each) => ({ vendor: vendor.name, example: `${each.value}@example.com`, ...each })),
    )
    return { convention: CONVENTION, magic }
  },
} satisfies Partial<ControlOperations>

import { Problem } from '../core/problem.ts'
import type { ControlOperations } from './context.ts'

export const namespaceHandlers = {
  listNamespaces(_input, { neighbours }) {
    const namespaces = neighbours()
      .list()
      .map(({ name, storage, namespace, idle }) => ({
        name,
        storage,
        now: namespace.clock.now().toISOString(),
        rows: namespace.count(),
        idleSeconds: idle === null ? null : Math.floor(idle / 1000),
      }))
    return { namespaces, limit: neighbours().limit }
  },

  async deleteNamespace({ params }, { neighbours }) {
    if (!(await neighbours().drop(params.name)))
      throw new Problem('not-found', `There is no namespace ${params.name.slice(0, 64)}`)
    return undefined
  },
} satisfies Partial<ControlOperations>

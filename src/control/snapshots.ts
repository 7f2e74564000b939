import { countRows } from '../core/namespace.ts'
import type { Snapshot } from '../core/snapshot.ts'
import type { ControlOperations } from './context.ts'

export const snapshotHandlers = {
  listSnapshots(_input, { snapshots }) {
    return { snapshots: snapshots.list().map(([name, snapshot]) => show(name, snapshot)) }
  },

  async saveSnapshot({ params: { name } }, { namespace, snapshots }) {
    const snapshot = await namespace.snapshot()
    snapshots.save(name, snapshot)
    return show(name, snapshot)
  },

  async restoreSnapshot({ params: { name } }, { snapshots, restore }) {
    const snapshot = snapshots.named(name)
    await restore(snapshot)
    return show(name, snapshot)
  },

  deleteSnapshot({ params: { name } }, { snapshots }) {
    snapshots.remove(name)
    return undefined
  },
} satisfies Partial<ControlOperations>

const show = (name: string, { at, rows }: Snapshot) => ({ name, at: at.toISOString(), rows: countRows(rows) })

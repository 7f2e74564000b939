import type { Collections } from './collection.ts'
import type { Change, StoreAdapter } from './store.ts'

/** Keeps nothing: the rows live and die with the process. */
export class MemoryAdapter implements StoreAdapter {
  read(): Promise<Collections | null> {
    return Promise.resolve(null)
  }

  write(): Promise<void> {
    return Promise.resolve()
  }

  record(_changes: readonly Change[]): void {}

  onRefused(_undo: () => void): void {}

  placeOf(): Promise<string> {
    return Promise.resolve('memory')
  }

  abandon(): Promise<void> {
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }
}

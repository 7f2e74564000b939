import { expect, test } from 'vitest'
import { Clock } from '../../src/core/clock.ts'
import { machine } from '../../src/core/machine.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Namespace } from '../../src/core/namespace.ts'
import { Random } from '../../src/core/random.ts'
import { Store } from '../../src/core/store.ts'

class Full extends MemoryAdapter {
  isFull = false
  #undo: () => void = () => undefined
  override onRefused = (undo: () => void): void => {
    this.#undo = undo
  }
  override write = (): Promise<void> => {
    if (!this.isFull) return Promise.resolve()
    this.#undo()
    return Promise.reject(new Error('no space left'))
  }
}

async function namespaceOn(adapter: MemoryAdapter): Promise<Namespace> {
  const store = await Store.open(adapter)
  return new Namespace({ store, clock: new Clock(machine, () => undefined), random: Random.seeded(1) })
}

test('a refill that cannot be written changes nothing, not even what is drawn next', async () => {
  const disk = new Full()
  const namespace = await namespaceOn(disk)
  await namespace.transact(({ random }) => random.hex(24))
  const before = namespace.random.state
  disk.isFull = true

  const refill = namespace.refill((_, random) => random.hex(24), {
    random: Random.seeded(2).state,
    clock: { offset: 0, frozenAt: null },
  })

  await expect(refill).rejects.toMatchObject({ kind: 'storage' })
  expect(namespace.random.state).toBe(before)
})

test('what a transaction draws is stored with it, and what a refused one draws is not missed', async () => {
  const namespace = await namespaceOn(new MemoryAdapter())
  const drawn = await namespace.transact(({ random }) => random.hex(8))
  const state = namespace.random.state

  const refused = namespace.transact(({ random }) => {
    throw new Error(random.hex(8))
  })

  await expect(refused).rejects.toThrow()
  expect(namespace.random.state).toBe(state)
  expect(drawn).toHaveLength(8)
})

import { expect, test } from 'vitest'
import { nextTurn } from '../../src/core/machine.ts'
import { Lanes } from '../../src/delivery/lanes.ts'

/** Work that says when it starts, and ends when it is told to. */
function workshop() {
  const started: number[] = []
  const finish = new Map<number, () => void>()
  const work = (number: number) => () => {
    started.push(number)
    return new Promise<void>((resolve) => finish.set(number, resolve))
  }
  return { started, work, finish: (number: number) => finish.get(number)?.() }
}

test('eight at a time go through one lane, and the others follow in order', async () => {
  const lanes = new Lanes()
  const { started, work, finish } = workshop()
  const all = Array.from({ length: 10 }, (_, number) => lanes.through('slow', work(number)))
  await nextTurn()
  const atFirst = [...started]

  finish(3)
  await nextTurn()
  const afterOne = [...started]
  for (let number = 0; number < 9; number++) finish(number)
  await nextTurn()
  finish(9)
  await Promise.all(all)

  expect(atFirst).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(afterOne).toEqual([...atFirst, 8])
  expect(started).toEqual([...afterOne, 9])
})

test('a full lane does not hold up another', async () => {
  const lanes = new Lanes()
  const { work, finish } = workshop()
  const all = Array.from({ length: 10 }, (_, number) => lanes.through('slow', work(number)))

  const result = await lanes.through('quick', () => Promise.resolve('done'))

  expect(result).toBe('done')
  for (let number = 0; number < 8; number++) finish(number)
  await nextTurn()
  for (let number = 8; number < 10; number++) finish(number)
  await Promise.all(all)
})

test('work that fails makes room for what waits', async () => {
  const lanes = new Lanes()
  const fail = () => Promise.reject(new Error('no'))

  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lanes.through('slow', fail)))

  expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'rejected'))
  expect(await lanes.through('slow', () => Promise.resolve('done'))).toBe('done')
})

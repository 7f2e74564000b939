import { expect, test } from 'vitest'
import { nextTurn } from '../../src/core/machine.ts'
import { Lanes } from '../../src/delivery/lanes.ts'

/** Long enough for what waits to begin. */
async function turns(): Promise<void> {
  await nextTurn()
  await nextTurn()
}

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
  await turns()
  const atFirst = [...started]

  finish(3)
  await turns()
  const afterOne = [...started]
  for (let number = 0; number < 9; number++) finish(number)
  await turns()
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
  await turns()
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

test('work that ends at once, a thousand times, lets others run in between', async () => {
  const lanes = new Lanes()
  let done = 0
  const all = Array.from({ length: 1000 }, () => lanes.through('quick', () => Promise.resolve(done++)))

  const seen: number[] = []
  while (done < 1000) {
    await nextTurn()
    seen.push(done)
  }
  await Promise.all(all)

  expect(seen.length).toBeGreaterThan(100)
})

test('twenty thousand that wait go through in order', async () => {
  const lanes = new Lanes()
  const order: number[] = []
  const number = (at: number) => () => Promise.resolve(void order.push(at))

  await Promise.all(Array.from({ length: 20_000 }, (_, at) => lanes.through('quick', number(at))))

  expect(order).toEqual(Array.from({ length: 20_000 }, (_, at) => at))
})

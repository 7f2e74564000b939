import { expect, test } from 'vitest'
import { proceed, type Steps, waited } from '../../src/core/steps.ts'

function* sum(...numbers: (number | Promise<number>)[]): Steps<number> {
  let total = 0
  for (const number of numbers) total += yield* waited(number)
  return total
}

function* rescued(work: Promise<number>): Steps<string> {
  try {
    return String(yield* waited(work))
  } catch (error) {
    return `rescued from ${error instanceof Error ? error.message : 'nothing'}`
  }
}

test('steps that have nothing to wait for are done at once', () => {
  expect(proceed(sum(1, 2, 3))).toBe(6)
})

test('steps wait where there is something to wait for, and nowhere else', async () => {
  const later = proceed(sum(1, Promise.resolve(2), 3, Promise.resolve(4)))

  expect(later).toBeInstanceOf(Promise)
  expect(await later).toBe(10)
})

test('what is thrown before anything was waited for is thrown at once', () => {
  function* broken(): Steps<never> {
    throw new Error('at once')
  }

  expect(() => proceed(broken())).toThrow('at once')
})

test('what is thrown afterwards rejects', async () => {
  function* broken(): Steps<never> {
    yield* waited(Promise.resolve())
    throw new Error('afterwards')
  }

  await expect(proceed(broken())).rejects.toThrow('afterwards')
})

test('a promise that rejects is thrown where it was waited for', async () => {
  expect(await proceed(rescued(Promise.reject(new Error('the sea'))))).toBe('rescued from the sea')
  await expect(proceed(sum(1, Promise.reject(new Error('the sea'))))).rejects.toThrow('the sea')
})

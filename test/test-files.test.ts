import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { Contract } from '../src/contract/contract.ts'

/** The same operation by another method; the test file of the one runs both. */
const TWINS = ['oak.updatePlanByPut', 'oak.publishPlanByPost']

const contract = await Contract.load()

test('every operation has a test file of its own, in the folder of its surface', () => {
  const without = contract.operations
    .filter(({ id, surface, name }) => {
      const files = readdirSync(surface === 'sandbox' ? 'test/control' : `test/${surface}`)
      const file = `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.test.ts`
      return !TWINS.includes(id) && !files.map((path) => basename(path)).includes(file)
    })
    .map(({ id }) => id)

  expect(without).toEqual([])
})

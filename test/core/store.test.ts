import { expect, test } from 'vitest'
import { collection, type Draft, key } from '../../src/core/collection.ts'
import { MemoryAdapter } from '../../src/core/memory-adapter.ts'
import { Store } from '../../src/core/store.ts'
import { type Note, notes } from '../support/notes.ts'

const ANA: Note = { id: 'a', text: 'first', owner: 'ana' }
const BO: Note = { id: 'b', text: 'second', owner: 'bo' }
const CARL: Note = { id: 'c', text: 'third', owner: 'ana' }

async function storeOf(...rows: Note[]): Promise<Store> {
  const store = await Store.open(new MemoryAdapter())
  await store.transact((draft) => rows.map((row) => draft.table(notes).insert(row)))
  return store
}

const all = (store: Store): Note[] => [...store.table(notes).all()]
const of = (owner: string, store: Store): string[] =>
  [...store.table(notes).where('byOwner', owner)].map(({ id }) => id)

test('a transaction answers with what its function returns, and its rows are there', async () => {
  const store = await storeOf()

  const answer = await store.transact((draft) => draft.table(notes).insert(ANA).id)

  expect(answer).toBe('a')
  expect(store.table(notes).get('a')).toEqual(ANA)
  expect(of('ana', store)).toEqual(['a'])
})

test('a transaction sees its own changes, and so does everybody at once', async () => {
  const store = await storeOf(ANA)

  await store.transact((draft) => {
    draft.table(notes).replace({ ...ANA, owner: 'bo' })
    expect([...draft.table(notes).where('byOwner', 'bo')]).toHaveLength(1)
    expect(of('ana', store)).toEqual([])
  })
})

test('a transaction that throws leaves inserts, replacements and removals undone, in place and in the indexes', async () => {
  const store = await storeOf(ANA, BO, CARL)

  const refused = store.transact((draft) => {
    const table = draft.table(notes)
    table.remove('a')
    table.replace({ ...BO, owner: 'ana' })
    table.insert({ id: 'd', text: 'fourth', owner: 'ana' })
    table.insert(ANA)
    throw new Error('second thoughts')
  })

  await expect(refused).rejects.toThrow('second thoughts')
  expect(all(store)).toEqual([ANA, BO, CARL])
  expect(of('ana', store)).toEqual(['a', 'c'])
  expect(of('bo', store)).toEqual(['b'])
})

test('what is put is inserted at the end, or takes the place of the row with its id', async () => {
  const store = await storeOf(ANA, BO)

  await store.transact((draft) => {
    draft.table(notes).put({ ...ANA, text: 'other' })
    draft.table(notes).put({ id: 'd', text: 'fourth', owner: 'ana' })
    draft.table(notes).remove('nobody')
  })

  expect(all(store)).toEqual([{ ...ANA, text: 'other' }, BO, { id: 'd', text: 'fourth', owner: 'ana' }])
})

test('an id that is taken cannot be inserted, and one that is not there cannot be replaced', async () => {
  const store = await storeOf(ANA)

  await expect(store.transact((draft) => draft.table(notes).insert(ANA))).rejects.toThrow('has a row a already')
  await expect(store.transact((draft) => draft.table(notes).replace(BO))).rejects.toThrow('has no row b')
  expect(all(store)).toEqual([ANA])
})

test('removing what is not there is no change', async () => {
  const store = await storeOf(ANA)

  await store.transact((draft) => draft.table(notes).remove('b'))

  expect(all(store)).toEqual([ANA])
})

test('there is no writing outside a transaction', async () => {
  const store = await storeOf(ANA)

  for (const name of ['insert', 'replace', 'remove']) expect(name in store.table(notes)).toBe(false)
})

test('a draft that is kept and used after its transaction is refused, also when that one threw', async () => {
  const store = await storeOf(ANA)
  const kept: Draft[] = []
  await store.transact((draft) => kept.push(draft))
  await expect(
    store.transact((draft) => {
      kept.push(draft)
      throw new Error('second thoughts')
    }),
  ).rejects.toThrow('second thoughts')

  for (const draft of kept) {
    expect(() => draft.table(notes).insert(BO)).toThrow('notes was changed after the end of its transaction')
    expect(() => draft.table(notes).remove('a')).toThrow('after the end')
    expect(() => draft.clear()).toThrow('after the end')
  }
  expect(all(store)).toEqual([ANA])
})

test('loading puts rows of any collections in, over those with the same id', async () => {
  const store = await storeOf(ANA, BO)
  const words = collection<{ id: string; word: string }>()('words', {})

  await store.transact((draft) => {
    draft.load(
      new Map<string, Map<string, { id: string }>>([
        ['notes', new Map<string, Note>([['a', { ...ANA, text: 'loaded', owner: 'carl' }]])],
        ['words', new Map([['w', { id: 'w', word: 'hello' }]])],
      ]),
    )
  })

  expect(all(store)).toEqual([{ id: 'a', text: 'loaded', owner: 'carl' }, BO])
  expect(of('ana', store)).toEqual([])
  expect(store.table(words).get('w')).toEqual({ id: 'w', word: 'hello' })
})

test('clearing empties every collection, and is undone like any other change', async () => {
  const store = await storeOf(ANA, BO, CARL)

  const refused = store.transact((draft) => {
    draft.clear()
    expect(store.isEmpty).toBe(true)
    throw new Error('second thoughts')
  })
  await expect(refused).rejects.toThrow('second thoughts')
  expect(all(store)).toEqual([ANA, BO, CARL])
  expect(of('ana', store)).toEqual(['a', 'c'])

  await store.transact((draft) => draft.clear())
  expect(store.isEmpty).toBe(true)
  expect(of('ana', store)).toEqual([])
})

test('an index key of several values is not mistaken for another, and there is none when a value is missing', () => {
  expect(key('a', 'b')).toBe(key('a', 'b'))
  expect(key('a b', 'c')).not.toBe(key('a', 'b c'))
  expect(key('a', undefined)).toBeUndefined()
})

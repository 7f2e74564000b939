import { collection } from '../../src/core/collection.ts'

export type Note = { readonly id: string; readonly text: string; readonly owner?: string }

/** Rows that no vendor knows. */
export const notes = collection<Note>()('notes', { byOwner: (note) => note.owner })

import { toCollections } from '../../core/data-file.ts'
import type { Seed } from '../vendor.ts'

/** The fixtures. */
export async function loadSeed(): Promise<Seed> {
  const { default: fixtures } = await import('../../../fixtures/legaltalent.json', { with: { type: 'json' } })
  return (draft) => {
    draft.load(toCollections(fixtures, () => 'fixtures/legaltalent.json'))
  }
}

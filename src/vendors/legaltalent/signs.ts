import type { components } from '../../contract/openapi.gen.ts'

type List = components['schemas']['LegalTalentList']

/**
 * What the sandbox goes by where the vendor looks things up: words in names. A word counts whatever its case, and only
 * as a word. The README lists them for whoever writes tests.
 */
const hasWord = (word: string, text: string): boolean => new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(text)

export type Defect = 'unreadable' | 'expired' | 'mismatch'

const DEFECTS: readonly Defect[] = ['unreadable', 'expired', 'mismatch']

/** What is wrong with a document, by the name of its file: `passport-expired.png`. */
export const defectsOf = (fileName: string): Defect[] => DEFECTS.filter((defect) => hasWord(defect, fileName))

type Entry = { word: string; list: List; confidence_score: number }

const LISTED: readonly Entry[] = [
  { word: 'sanctioned', list: 'ofac', confidence_score: 0.98 },
  { word: 'sanctioned', list: 'un', confidence_score: 0.93 },
  { word: 'exposed', list: 'senaclaft_uy', confidence_score: 0.91 },
  { word: 'lookalike', list: 'ofac', confidence_score: 0.64 },
]

/** On which lists a name is found, and how sure that is: `Ivan Sanctioned`. */
export const listingsOf = (name: string): Omit<Entry, 'word'>[] =>
  LISTED.filter(({ word }) => hasWord(word, name)).map(({ word: _, ...listing }) => listing)

const PRESS = [
  { word: 'notorious', score: 88 },
  { word: 'rumoured', score: 55 },
]

/** How risky the press makes a name, from 0 to 100. */
export const pressScoreOf = (name: string): number => PRESS.find(({ word }) => hasWord(word, name))?.score ?? 0

/** Whether a wallet is known for fraud. */
export const isScam = (wallet: string): boolean => wallet.toLowerCase().endsWith('dead')

/** Whether a liveness check sees a mask instead of a face. */
export const isMasked = (name: string): boolean => hasWord('masked', name)

/**
 * What the sandbox goes by where the vendor reads the press, or looks at pictures: words in names. A word counts
 * whatever its case, and only as a word. The README lists them for whoever writes tests.
 */
const hasWord = (word: string, text: string): boolean => new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(text)

export type Defect = 'unreadable' | 'expired' | 'mismatch'

const DEFECTS: readonly Defect[] = ['unreadable', 'expired', 'mismatch']

/** What is wrong with a document, by the name of its file: `passport-expired.png`. */
export const defectsOf = (fileName: string): Defect[] => DEFECTS.filter((defect) => hasWord(defect, fileName))

const PRESS = [
  { word: 'notorious', score: 88 },
  { word: 'rumoured', score: 55 },
]

/** How risky the press makes a name, from 0 to 100: `Nora Notorious`. */
export const pressScoreOf = (name: string): number => PRESS.find(({ word }) => hasWord(word, name))?.score ?? 0

/** Whether a liveness check sees a mask instead of a face: `Max Masked`. */
export const isMasked = (name: string): boolean => hasWord('masked', name)

import type { Asked } from '../vendor.ts'

/**
 * `/sandbox` in front of a path selects Conomy's environment, never a contract: the same rows, the same answers.
 */
export function address({ path }: Asked): { surface: string; path: string } {
  return { surface: 'conomy-customers', path: path.replace(/^\/sandbox(?=\/|$)/, '') }
}

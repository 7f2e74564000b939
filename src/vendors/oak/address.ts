import type { Asked } from '../vendor.ts'

/** The SDK doubles a slash when its base URL ends with one, and asks for the list where an id is empty. */
export const address = ({ path }: Pick<Asked, 'path'>): { surface: string; path: string } => ({
  surface: 'oak',
  path: path.replaceAll(/\/{2,}/g, '/').replace(/\/$/, ''),
})

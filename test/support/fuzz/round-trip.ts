import { ORIGIN } from './concrete.ts'
import { Finding } from './finding.ts'
import type { Site } from './stage.ts'

/**
 * Out and in again, or back to a snapshot, everything is as it was, to the byte. Throws a Finding when it is not.
 */
export async function goThereAndBack(site: Site): Promise<void> {
  const text = async (method: string, path: string, body?: string): Promise<string> => {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = { method, headers, ...(body !== undefined && { body }) }
    const response = await site.fetch(new Request(`${ORIGIN}/_sandbox${path}`, init))
    const answer = await response.text()
    if (response.ok) return answer
    throw new Finding(`${method} /_sandbox${path} answers ${response.status}: ${answer.slice(0, 300)}`)
  }
  const first = await text('GET', '/export')
  const { snapshots } = JSON.parse(await text('GET', '/snapshots')) as { snapshots: { name: string }[] }
  // There may be twenty, and the sequence may have saved them all.
  const [{ name } = { name: 'there-and-back' }] = snapshots
  await text('PUT', `/snapshots/${name}`)
  await text('PUT', '/import', first)
  if ((await text('GET', '/export')) !== first)
    throw new Finding('what was exported and imported is exported differently')
  await text('POST', '/reset')
  await text('POST', `/snapshots/${name}/restore`)
  if ((await text('GET', '/export')) !== first)
    throw new Finding('a snapshot that was restored is exported differently')
}

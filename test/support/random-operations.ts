import { Random } from '../../src/core/random.ts'
import type { TestSandbox } from './sandbox.ts'

const CUSTOMERS = '/conomy/customers'
const OF_DEMO = '?clientId=demo-client'

type Call = [method: string, path: string, body: object]

/**
 * Sends that many calls that write, one after another, chosen by `seed`: some are refused, as in life. The same seed
 * sends the same to the same state.
 */
export async function operate(
  sandbox: TestSandbox,
  { prefix = '', seed, count }: { prefix?: string; seed: string; count: number },
) {
  const random = Random.seeded(seed)
  const { body } = await sandbox.request('GET', `${prefix}${CUSTOMERS}${OF_DEMO}&count=500`)
  const ids = (body.customers as { id: string }[]).map(({ id }) => id)
  const statuses: number[] = []
  for (let number = 0; number < count; number++) {
    const id = ids[random.integer(0, ids.length - 1)] ?? ''
    const [method, path, content] = random.pick<Call>([
      ['POST', `${CUSTOMERS}${OF_DEMO}`, { email: `${random.hex(8)}@example.com` }],
      ['PATCH', `${CUSTOMERS}/${id}${OF_DEMO}`, { lastName: random.hex(8) }],
      [
        'POST',
        `${CUSTOMERS}/${id}/documents${OF_DEMO}`,
        { type: 'kyc', url: 'https://example.com/a.jpg', contentType: 'image/jpeg' },
      ],
      ['POST', `/_sandbox${CUSTOMERS}/${id}/documents/0/approve`, {}],
      ['POST', '/_sandbox/clock/advance', { seconds: random.integer(0, 600) }],
    ])
    const answer = await sandbox.request(method, `${prefix}${path}`, content)
    if (answer.status === 201 && path.startsWith(`${CUSTOMERS}?`)) ids.push(answer.body.id)
    statuses.push(answer.status)
  }
  return statuses
}

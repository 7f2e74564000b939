import { Random } from '../../src/core/random.ts'
import type { Answer } from './answer.ts'
import type { TestSandbox } from './sandbox.ts'

const OF_DEMO = '?clientId=demo-client'
const OAK = '/oak/api/v1/customers'
const ONBOARDING = '1f000000-0000-4000-8000-000000000002'
const TO_CAMILA = { type: 'ACCOUNT', accountNumber: '177523916800000000000002' }
const A_FILE = { type: 'kyc', url: 'https://example.com/a.jpg', contentType: 'image/jpeg' }

/** What there is to act on, by where its ids are found. */
type Pools = Record<'conomy' | 'payments' | 'oak' | 'legaltalent' | 'sessions', string[]>

/** A call that writes; `made` finds the id of what it made. */
type Call = {
  method: 'POST' | 'PATCH' | 'PUT'
  path: string
  body: object
  made?: { pool: keyof Pools; id: (body: any) => string }
}

type Calls = [Call, ...Call[]]

type Hand = { random: Random; one: (pool: keyof Pools) => string }

const conomy = ({ random, one }: Hand): Calls => [
  {
    method: 'POST',
    path: `/conomy/customers${OF_DEMO}`,
    body: { email: `${random.pick(['', 'approve+', 'slow+reject+'])}${random.hex(8)}@example.com` },
    made: { pool: 'conomy', id: ({ id }) => id },
  },
  { method: 'PATCH', path: `/conomy/customers/${one('conomy')}${OF_DEMO}`, body: { lastName: random.hex(8) } },
  { method: 'POST', path: `/conomy/customers/${one('conomy')}/documents${OF_DEMO}`, body: A_FILE },
  { method: 'POST', path: `/_sandbox/conomy/customers/${one('conomy')}/documents/0/approve`, body: {} },
  {
    method: 'POST',
    path: '/conomy/payments',
    body: {
      type: 'TOPUP_ACCOUNT',
      product: 'CLP:CLP',
      totalAmount: String(random.integer(1, 9) * 500_000),
      currency: 'CLP',
      customerId: one('conomy'),
      origins: [{ type: 'ETPAY' }],
      destinations: [TO_CAMILA],
    },
    made: { pool: 'payments', id: ({ id }) => id },
  },
  { method: 'POST', path: '/conomy/payments/received', body: { id: one('payments') } },
]

const oak = ({ random, one }: Hand): Calls => [
  {
    method: 'POST',
    path: OAK,
    body: { email: `${random.hex(8)}@example.com`, country_code: 'BR' },
    made: { pool: 'oak', id: ({ data }) => data.id },
  },
  { method: 'PUT', path: `${OAK}/${one('oak')}`, body: { last_name: random.hex(8) } },
  {
    method: 'POST',
    path: `/oak/api/v1/provider-registration/${one('oak')}/submit`,
    body: { provider: random.pick(['pagar_me', 'bridge', 'avenia']), target_role: 'customer' },
  },
  {
    method: 'PUT',
    path: `/_sandbox/oak/customers/${one('oak')}/registrations`,
    body: { provider: 'pagar_me', target_role: 'customer', status: random.pick(['approved', 'rejected']) },
  },
  { method: 'POST', path: `${OAK}/${one('oak')}/sync`, body: { providers: ['pagar_me'], fields: ['email'] } },
]

const legaltalent = ({ random, one }: Hand): Calls => [
  {
    method: 'POST',
    path: '/legaltalent/customers',
    body: { name: random.hex(8), client_id: random.hex(4) },
    made: { pool: 'legaltalent', id: ({ data }) => data.customer_id },
  },
  { method: 'PATCH', path: `/legaltalent/customers/${one('legaltalent')}`, body: { name: random.hex(8) } },
  {
    method: 'POST',
    path: '/legaltalent/kyc/sessions',
    body: { workflow_id: ONBOARDING, customer_id: one('legaltalent') },
    made: { pool: 'sessions', id: ({ data }) => data.session_id },
  },
  { method: 'POST', path: `/_sandbox/legaltalent/sessions/${one('sessions')}/complete`, body: {} },
]

const time = ({ random }: Hand): Calls => [
  { method: 'POST', path: '/_sandbox/clock/advance', body: { seconds: random.integer(0, 600) } },
]

type Hands = (hand: Hand) => Calls

const VENDORS: [Hands, ...Hands[]] = [conomy, conomy, oak, legaltalent, time]

/**
 * Sends that many calls that write, to every vendor, one after another, chosen by `seed`: some are refused, as in life.
 * The same seed sends the same to the same state.
 */
export async function operate(
  sandbox: TestSandbox,
  { prefix = '', seed, count }: { prefix?: string; seed: string; count: number },
) {
  const random = Random.seeded(seed)
  const ask = (method: string, path: string, body?: object): Promise<Answer> =>
    sandbox.request(method, `${prefix}${path}`, body)
  const pools = await everything(ask)
  const one = (pool: keyof Pools): string => pools[pool][random.integer(0, pools[pool].length - 1)] ?? 'none'
  const statuses: number[] = []
  for (let number = 0; number < count; number++) {
    const { method, path, body, made } = random.pick(random.pick(VENDORS)({ random, one }))
    const answer = await ask(method, path, body)
    if (made && answer.status < 300) pools[made.pool].push(made.id(answer.body))
    statuses.push(answer.status)
  }
  return statuses
}

/** What is there from the start. */
async function everything(ask: (method: string, path: string) => Promise<Answer>): Promise<Pools> {
  const read = async (path: string): Promise<any> => (await ask('GET', path)).body
  const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)
  const { customers } = await read(`/conomy/customers${OF_DEMO}&count=500`)
  const own = await read(`${OAK}?limit=100`)
  const companies: { customer_id: string }[] = (await read('/legaltalent/customers')).data.customers
  return {
    conomy: ids(customers),
    payments: [],
    oak: ids(own.data.customer_list),
    legaltalent: companies.map(({ customer_id }) => customer_id),
    sessions: [],
  }
}

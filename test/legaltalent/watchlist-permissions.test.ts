import { expect, test } from 'vitest'
import { bearing, CONTROL, VENDORS_WEEKLY as LIST, ME, SUPPLIER_SUBJECT, WATCHLISTS } from '../support/legaltalent.ts'
import { freshSandbox } from '../support/sandbox.ts'

const SUBJECTS = `${WATCHLISTS}/${LIST}/subjects`

const NEEDED = [
  ['POST', WATCHLISTS, 'watchlist:create'],
  ['GET', WATCHLISTS, 'watchlist:list'],
  ['GET', `${WATCHLISTS}/${LIST}`, 'watchlist:read'],
  ['PATCH', `${WATCHLISTS}/${LIST}`, 'watchlist:update'],
  ['DELETE', `${WATCHLISTS}/${LIST}`, 'watchlist:delete'],
  ['POST', SUBJECTS, 'watchlist:update'],
  ['POST', `${SUBJECTS}/batch`, 'watchlist:update'],
  ['GET', SUBJECTS, 'watchlist:read'],
  ['GET', `${WATCHLISTS}/subjects?session_id=any`, 'watchlist:read'],
  ['GET', `${WATCHLISTS}/tags`, 'watchlist:read'],
  ['PATCH', `${SUBJECTS}/${SUPPLIER_SUBJECT}`, 'watchlist:update'],
  ['DELETE', `${SUBJECTS}/${SUPPLIER_SUBJECT}`, 'watchlist:update'],
  ['POST', `${WATCHLISTS}/${LIST}/monitor`, 'watchlist:run'],
  ['GET', `${ME}/watchlist-seats`, 'kyc:read'],
] as const

const OTHERS = ['create', 'list', 'read', 'update', 'delete', 'run'].map((action) => `watchlist:${action}`)

test.each(NEEDED)('%s %s takes %s', async (method, path, permission) => {
  const sandbox = await freshSandbox()
  const token = async (permissions: string[]) =>
    (await sandbox.request('POST', `${CONTROL}/tokens`, { permissions })).body.token
  // A run is allowed to who may update as well, because the vendor's pages disagree.
  const isAlternative = (other: string) => permission === 'watchlist:run' && other === 'watchlist:update'
  const without = OTHERS.filter((other) => other !== permission && !isAlternative(other))

  const lacking = await sandbox.request(method, path, undefined, bearing(await token(without)))
  const having = await sandbox.request(method, path, undefined, bearing(await token([permission])))

  expect(lacking.status).toBe(403)
  expect(lacking.body.error).toEqual({
    type: 'ForbiddenError',
    message: `Missing ${permission} permission`,
    code: 'FORBIDDEN',
  })
  expect([200, 400]).toContain(having.status)
})

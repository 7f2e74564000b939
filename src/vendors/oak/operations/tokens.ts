import { fieldProblem, Problem } from '../../../core/problem.ts'
import { oakTenants } from '../tenants.ts'
import { issueToken, REFRESH_LIFE, tenantOfToken } from '../token.ts'
import type { OakContext, OakHandlers } from './handlers.ts'

type Desk = Pick<OakContext, 'now' | 'random' | 'settings'>

/** A token for calls and one for the next token. */
function issuePair(tenant: string, { now, random, settings }: Desk): { access: string; refresh: string } {
  return {
    access: issueToken(tenant, { now, random, life: settings.tokenLife }),
    refresh: issueToken(tenant, { now, random, life: REFRESH_LIFE, use: 'refresh' }),
  }
}

export const tokenHandlers = {
  grantToken({ body }, context) {
    const { settings } = context
    const owner = oakTenants.find(
      ({ clientId, clientSecret }) => clientId === body.client_id && clientSecret === body.client_secret,
    )
    if (!owner) {
      const kind = settings.badCredentialsStatus === 401 ? 'unauthorized' : 'not-found'
      throw new Problem(kind, 'merchant not found or invalid credentials')
    }
    const { access, refresh } = issuePair(owner.clientId, context)
    return { access_token: access, token_type: 'Bearer', expires_in: settings.tokenLife, refresh_token: refresh }
  },

  refreshToken({ body }, context) {
    const tenant = tenantOfToken(body.refresh_token, context.now, 'refresh')
    if (tenant === undefined) throw fieldProblem('invalid', 'refresh_token', 'refresh_token is invalid or has expired')
    if (oakTenants.every(({ clientId }) => clientId !== tenant)) throw new Problem('not-found', 'merchant not found')
    const { access, refresh } = issuePair(tenant, context)
    return { msg: 'token refreshed', data: { accessToken: access, refreshToken: refresh } }
  },
} satisfies Partial<OakHandlers>

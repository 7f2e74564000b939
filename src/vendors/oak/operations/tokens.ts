import { Problem } from '../../../core/problem.ts'
import { oakTenants } from '../tenants.ts'
import { issueToken } from '../token.ts'
import type { OakHandlers } from './handlers.ts'

export const tokenHandlers = {
  grantToken({ body }, { now, random, settings }) {
    const owner = oakTenants.find(
      ({ clientId, clientSecret }) => clientId === body.client_id && clientSecret === body.client_secret,
    )
    if (!owner) {
      const kind = settings.badCredentialsStatus === 401 ? 'unauthorized' : 'not-found'
      throw new Problem(kind, 'merchant not found or invalid credentials')
    }
    const life = settings.tokenLife
    return { access_token: issueToken(owner.clientId, { now, random, life }), token_type: 'Bearer', expires_in: life }
  },
} satisfies Partial<OakHandlers>

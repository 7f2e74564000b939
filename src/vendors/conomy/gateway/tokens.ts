import { Problem } from '../../../core/problem.ts'
import { conomyTenants } from '../tenants.ts'
import { issueToken, TOKEN_LIFE } from '../token.ts'
import type { GatewayHandlers } from './handlers.ts'

export const tokenHandlers = {
  createToken({ body }, { tenant, now, random }) {
    const owner = conomyTenants.find(
      ({ clientId, clientSecret }) => clientId === body.clientId && clientSecret === body.clientSecret,
    )
    // The API key has said who asks, unless authentication is off.
    if (!owner || (tenant !== undefined && tenant !== owner.clientId)) {
      throw new Problem('unauthorized', 'clientId, clientSecret and x-api-key do not belong together')
    }
    return { accessToken: issueToken(owner.clientId, now, random), tokenType: 'Bearer', expiresIn: TOKEN_LIFE }
  },
} satisfies Partial<GatewayHandlers>

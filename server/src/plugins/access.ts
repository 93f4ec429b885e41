import type { Role } from '@planner/shared/schemas'
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { refuse } from './errors.ts'

/**
 * Who may call a route: `public` everybody, `public-file` everybody without asking who they are (the web app's own
 * files), `signed-in` every role, or the roles named.
 */
export type Access = 'public' | 'public-file' | 'signed-in' | readonly Role[]

/** Who reads what the force knows: crews see their own tours alone. */
export const READERS = ['tasking', 'supervisor', 'commander'] as const satisfies readonly Role[]

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
}

function mayCall(access: Access, request: FastifyRequest): 'yes' | 'not-signed-in' | 'no' {
  if (access === 'public' || access === 'public-file') return 'yes'
  if (request.account === null) return 'not-signed-in'
  return access === 'signed-in' || access.includes(request.account.role) ? 'yes' : 'no'
}

/**
 * Deny by default: a route that does not declare `config.access` keeps the server from starting. Decided before
 * anything of the request is parsed, so that a stranger cannot even learn what would have been valid.
 */
export default fp(
  async (app: FastifyInstance) => {
    const routes: RouteOptions[] = []
    app.addHook('onRoute', (route) => {
      routes.push(route)
    })
    app.addHook('onReady', async () => {
      const undeclared = routes.filter((route) => route.config?.access === undefined)
      if (undeclared.length > 0)
        throw new Error(
          `These routes do not declare config.access: ${undeclared.map(({ method, url }) => `${String(method)} ${url}`).join(', ')}.`,
        )
    })
    app.addHook('onRequest', async (request, reply) => {
      if (request.is404) return undefined
      const access = request.routeOptions.config.access
      const verdict = access === undefined ? 'no' : mayCall(access, request)
      if (verdict === 'yes') return undefined
      if (verdict === 'not-signed-in') return refuse(reply, 401, 'Sign in first.')
      await insertAuditEvent(app.db, {
        actor: request.account?.username ?? 'unknown',
        action: 'access denied',
        subjectKind: 'route',
        subjectId: `${request.method} ${request.routeOptions.url ?? ''}`,
      })
      return refuse(reply, 403, 'Your role does not include this.')
    })
  },
  { name: 'access', dependencies: ['session'] },
)

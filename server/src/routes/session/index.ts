import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { SessionSchema, SignInSchema, type Session } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { refuse } from '../../plugins/errors.ts'
import type { SignedIn } from '../../repositories/session.repository.ts'
import { getForce } from '../../services/force.service.ts'
import { signIn, signOut } from '../../services/session.service.ts'

const sessionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const toSession = async (account: SignedIn): Promise<Session> => ({
    username: account.username,
    role: account.role,
    teamId: account.teamId,
    expiresAt: account.expiresAt.toISOString(),
    force: await getForce(app.db),
  })

  app.post(
    '/session',
    {
      config: { access: 'public' },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        body: SignInSchema,
        response: { 200: SessionSchema },
      },
    },
    async (request, reply) => {
      const result = await signIn(app.db, { ...request.body, address: request.ip, oldToken: request.sessionToken })
      if (result.kind === 'too-many') {
        reply.header('retry-after', String(result.retryAfterS))
        return refuse(reply, 429, 'Too many wrong passwords. Wait a quarter of an hour, or ask for a new password.')
      }
      if (result.kind === 'refused') return refuse(reply, 401, 'The username or the password is wrong.')
      reply.setSessionCookie(result.token)
      return toSession(result.account)
    },
  )

  app.get(
    '/session',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['session'],
        summary: 'Who is signed in, and whose data this is',
        response: { 200: SessionSchema },
      },
    },
    async (request) => toSession(request.account!),
  )

  app.delete(
    '/session',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['session'],
        summary: 'Sign out',
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await signOut(app.db, request.sessionToken!, request.account!)
      return reply.clearSessionCookie().code(204).send(null)
    },
  )
}
export default sessionRoutes

import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { SignedIn } from '../repositories/session.repository.ts'
import { findSignedIn, SESSION_LIFE } from '../services/session.service.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** who is signed in; null for nobody */
    account: SignedIn | null
    /** the token that the browser sent, whether it still stands for anything or not */
    sessionToken: string | undefined
  }
  interface FastifyReply {
    setSessionCookie: (token: string) => FastifyReply
    clearSessionCookie: () => FastifyReply
  }
}

export interface SessionOptions {
  /** true wherever the browser speaks TLS to us; only a loopback address does without */
  secureCookies: boolean
}

/** Reads the session cookie of every request, before access is decided. */
export default fp<SessionOptions>(
  async (app: FastifyInstance, { secureCookies }) => {
    await app.register(cookie)
    // The prefix makes browsers refuse the cookie from anywhere but this host, over TLS only.
    const name = secureCookies ? '__Host-session' : 'session'
    const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies } as const

    app.decorateRequest('account', null)
    app.decorateRequest('sessionToken', undefined)
    app.decorateReply('setSessionCookie', function setSessionCookie(this: FastifyReply, token: string) {
      return this.setCookie(name, token, { ...attributes, maxAge: SESSION_LIFE.absoluteS })
    })
    app.decorateReply('clearSessionCookie', function clearSessionCookie(this: FastifyReply) {
      return this.clearCookie(name, attributes)
    })
    app.addHook('onRequest', async (request: FastifyRequest) => {
      const token = request.cookies[name]
      request.sessionToken = token
      // The web app's own files are public: no look-up for each of them.
      if (token === undefined || request.routeOptions.config.access === 'public-file') return
      request.account = (await findSignedIn(app.db, token)) ?? null
    })
  },
  { name: 'session', dependencies: ['errors'], decorators: { fastify: ['db'] } },
)

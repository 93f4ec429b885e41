import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

export interface HeadersOptions {
  /** true wherever the browser speaks TLS to us */
  secure: boolean
}

/** No page of ours loads, sends to or is framed by anything but itself. */
export default fp<HeadersOptions>(
  async (app: FastifyInstance, { secure }) => {
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          // MapLibre draws icons and patterns from data and blob addresses of its own making.
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          workerSrc: ["'self'"],
          manifestSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      frameguard: { action: 'deny' },
      strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'no-referrer' },
    })
    app.addHook('onSend', async (request, reply) => {
      // Answers are for the person who asked; a shared cache must not keep them.
      if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
        reply.header('cache-control', 'no-store')
    })
  },
  { name: 'headers' },
)

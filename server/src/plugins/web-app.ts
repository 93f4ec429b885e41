import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

const YEAR_MS = 365 * 24 * 3600 * 1000

/** The built web app. Files under /assets carry a hash of their content in their names, so they never change. */
export default fp<{ folder: string }>(
  async (app: FastifyInstance, { folder }) => {
    if (!existsSync(join(folder, 'index.html'))) {
      app.get('/', { config: { access: 'public-file' }, schema: { hide: true } }, async (_request, reply) =>
        reply
          .code(503)
          .type('text/plain; charset=utf-8')
          .send('The web app is not built yet. Run "npm start", which builds it. The API is at /api/docs.\n'),
      )
      return
    }
    app.addHook('onRoute', (route) => {
      // Only the routes of this plugin, which declares them itself, lack a declaration here.
      if (route.config?.access === undefined && route.url.startsWith('/*'))
        route.config = { ...route.config, access: 'public-file' }
    })
    await app.register(fastifyStatic, {
      root: folder,
      prefix: '/',
      wildcard: true,
      schemaHide: true,
      setHeaders: (reply, path) => {
        const isHashed = path.includes('/assets/')
        reply.header('cache-control', isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : 'no-cache')
      },
    })
  },
  { name: 'web-app', dependencies: ['access', 'errors'] },
)

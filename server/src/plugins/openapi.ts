import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'

/** The contract, written by the routes themselves: OpenAPI 3.1 at /api/docs/json and as a page at /api/docs. */
export default fp<{ version: string }>(
  async (app: FastifyInstance, { version }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Hotspot patrol planner',
          description:
            'Ranks small places by recorded violence that the police did not find themselves, and fills rostered tours with unpredictable patrol windows. Places only: nothing here describes a person.',
          version,
          license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
        },
        components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } } },
        tags: [
          { name: 'session', description: 'Sign in and out' },
          { name: 'incidents', description: 'Load incidents and see what became of each row' },
          { name: 'areas', description: 'The force and its command units' },
          { name: 'operations', description: 'Named campaigns' },
          { name: 'hotspots', description: 'Rankings' },
          { name: 'plans', description: 'Rosters, plans and tours' },
          { name: 'jobs', description: 'Long work and its progress' },
          { name: 'health', description: 'For whoever runs the server' },
        ],
      },
    })
    await app.register(async (scope) => {
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'signed-in' }
      })
      await scope.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, uiConfig: { deepLinking: true } })
    })
  },
  { name: 'openapi', dependencies: ['access'] },
)

import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { createIncidentMemory, type IncidentMemory } from '../workers/incident-memory.ts'

declare module 'fastify' {
  interface FastifyInstance {
    incidentMemory: IncidentMemory
  }
}

/** One thread of incidents for all routes that answer from them at once. */
export default fp(
  async (app: FastifyInstance) => {
    const memory = createIncidentMemory(app.settings.databaseUrl)
    app.decorate('incidentMemory', memory)
    app.addHook('onListen', async () => memory.start())
    app.addHook('onClose', () => memory.close())
  },
  { name: 'incident-memory', decorators: { fastify: ['settings'] } },
)

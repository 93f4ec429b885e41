import { join } from 'node:path'
import multipart from '@fastify/multipart'
import { fastifySSE } from '@fastify/sse'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { PLANNER_VERSION } from '@planner/shared/core'
import fastify, { type FastifyInstance } from 'fastify'
import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { JobFeed } from './jobs/job-feed.ts'
import type { JobQueue } from './jobs/job.ts'
import access from './plugins/access.ts'
import errors from './plugins/errors.ts'
import headers from './plugins/headers.ts'
import incidentMemory from './plugins/incident-memory.ts'
import openapi from './plugins/openapi.ts'
import requestGuard from './plugins/request-guard.ts'
import session from './plugins/session.ts'
import webApp from './plugins/web-app.ts'
import activityTemplateRoutes from './routes/activity-templates/index.ts'
import areaRoutes from './routes/areas/index.ts'
import backtestRoutes from './routes/backtests/index.ts'
import excludedPlaceRoutes from './routes/excluded-places/index.ts'
import forceRoutes from './routes/force/index.ts'
import harmTableRoutes from './routes/harm-table/index.ts'
import healthRoutes from './routes/health/index.ts'
import importMappingRoutes from './routes/import-mappings/index.ts'
import importRoutes from './routes/imports/index.ts'
import incidentRoutes from './routes/incidents/index.ts'
import jobRoutes from './routes/jobs/index.ts'
import myTourRoutes from './routes/my-tours/index.ts'
import operationRoutes from './routes/operations/index.ts'
import planRoutes from './routes/plans/index.ts'
import rankingPreviewRoutes from './routes/ranking-previews/index.ts'
import rankingRoutes from './routes/rankings/index.ts'
import rosterRoutes from './routes/rosters/index.ts'
import sessionRoutes from './routes/session/index.ts'
import themeRoutes from './routes/themes/index.ts'

/** What routes need of the configuration. */
export interface AppSettings {
  /** for uploads */
  dataDir: string
  maxUploadBytes: number
  /** for threads with connections of their own */
  databaseUrl: string
}

declare module 'fastify' {
  interface FastifyInstance {
    db: Kysely<Database>
    jobs: JobQueue
    jobFeed: JobFeed
    settings: AppSettings
  }
}

export interface AppDependencies {
  db: Kysely<Database>
  jobs: JobQueue
  jobFeed: JobFeed
  settings: AppSettings
  /** false only on a loopback address, where browsers speak no TLS */
  secure: boolean
  logLevel: string
}

const WEB_FOLDER = join(import.meta.dirname, '..', '..', 'web', 'dist')
const LARGEST_JSON_BYTES = 1024 * 1024
/** Of a multipart request: a mapping with a meaning for each of 2,000 values. */
const LARGEST_FIELD_BYTES = 512 * 1024
const HEARTBEAT_MS = 15_000

/** The whole server, not listening: `main.ts` lets it listen, tests inject into it. Closing it closes nothing of `deps`. */
export async function buildApp(deps: AppDependencies): Promise<FastifyInstance> {
  const app = fastify({
    logger: { level: deps.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    bodyLimit: LARGEST_JSON_BYTES,
    // A body with a field that we do not know is refused, not quietly trimmed; a number in quotes is not a number.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false } },
    forceCloseConnections: 'idle',
    requestTimeout: 0, // an upload of gigabytes over a slow line is not an attack; headers have their own limit
    return503OnClosing: true,
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.decorate('db', deps.db)
  app.decorate('jobs', deps.jobs)
  app.decorate('jobFeed', deps.jobFeed)
  app.decorate('settings', deps.settings)

  await app.register(errors)
  await app.register(headers, { secure: deps.secure })
  await app.register(requestGuard)
  await app.register(session, { secureCookies: deps.secure })
  await app.register(access)
  await app.register(incidentMemory)
  await app.register(multipart, {
    limits: { fileSize: deps.settings.maxUploadBytes, files: 1, fields: 5, fieldSize: LARGEST_FIELD_BYTES, parts: 6 },
  })
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS })
  await app.register(openapi, { version: PLANNER_VERSION })
  await app.register(
    async (api) => {
      for (const routes of [
        sessionRoutes,
        areaRoutes,
        forceRoutes,
        operationRoutes,
        importRoutes,
        importMappingRoutes,
        incidentRoutes,
        themeRoutes,
        harmTableRoutes,
        excludedPlaceRoutes,
        rankingRoutes,
        rankingPreviewRoutes,
        backtestRoutes,
        rosterRoutes,
        activityTemplateRoutes,
        planRoutes,
        myTourRoutes,
        jobRoutes,
      ])
        await api.register(routes)
    },
    { prefix: '/api' },
  )
  await app.register(healthRoutes, { version: PLANNER_VERSION })
  await app.register(webApp, { folder: WEB_FOLDER })
  return app
}

import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  AcceptedSchema,
  ImportAcceptedSchema,
  ImportListSchema,
  ImportSchema,
  RejectListSchema,
  RejectPageSchema,
  TakeBackForecastSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { readUploadFields } from '../../incidents/read-upload-fields.ts'
import { receiveIncidents } from '../../incidents/receive-incidents.ts'
import { getImport, getImports, getRejects, getRejectsCsv, startImport } from '../../services/import-request.service.ts'
import { getTakeBackForecast, startTakeBack } from '../../services/take-back.service.ts'
import { whenGone } from '../when-gone.ts'

const ParamsSchema = Type.Object({ importId: UuidSchema })

const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    '/imports',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary:
          'Load a file of incidents: multipart with the field "format", for "mapped" the field "mapping" (JSON), perhaps "drop" (JSON list of columns like a person’s data that are left out knowingly) and "timezone" (IANA name of the clock of its local times, else the force’s), then the part "file" (CSV, gzip or zip)',
        consumes: ['multipart/form-data'],
        response: { 202: ImportAcceptedSchema },
      },
    },
    async (request, reply) => {
      const gone = whenGone(reply)
      const received = await receiveIncidents(request, app.settings.dataDir, readUploadFields)
      try {
        // Whoever cancels while the last of it is looked over does not want it loaded.
        gone.throwIfAborted()
        return await reply.code(202).send(await startImport(app.db, app.jobs, request.account!.username, received))
      } catch (error) {
        await rm(received.folder, { recursive: true, force: true })
        throw error
      }
    },
  )

  app.get(
    '/imports',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Imports, the newest first',
        response: { 200: ImportListSchema },
      },
    },
    async () => ({ imports: await getImports(app.db) }),
  )

  app.get(
    '/imports/:importId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'What became of each row of one import',
        params: ParamsSchema,
        response: { 200: ImportSchema },
      },
    },
    async (request) => getImport(app.db, request.params.importId),
  )

  app.get(
    '/imports/:importId/take-back',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary:
          'What taking a load back would do: incidents that go, stay and get their former values; nothing is changed',
        params: ParamsSchema,
        response: { 200: TakeBackForecastSchema },
      },
    },
    async (request) => getTakeBackForecast(app.db, request.params.importId),
  )

  app.post(
    '/imports/:importId/take-back',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Take a load back: the incidents become what they would be had it never come',
        params: ParamsSchema,
        response: { 202: AcceptedSchema },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startTakeBack(app.db, app.jobs, request.account!.username, request.params.importId)),
  )

  app.get(
    '/imports/:importId/rejects',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'Rows that could not be read, with what to do about each, page by page',
        params: ParamsSchema,
        querystring: RejectPageSchema,
        response: { 200: RejectListSchema },
      },
    },
    async (request) => getRejects(app.db, request.params.importId, request.query),
  )

  app.get(
    '/imports/:importId/rejects.csv',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['incidents'],
        summary: 'All rows that could not be read, as CSV: mended, it can be loaded again',
        params: ParamsSchema,
        produces: ['text/csv'],
        response: { 200: Type.Any({ description: 'CSV' }) },
      },
    },
    async (request, reply) => {
      const rows = await getRejectsCsv(app.db, request.params.importId)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rejects.csv"')
        .send(Readable.from(rows))
    },
  )
}
export default importRoutes

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  HotspotCollectionSchema,
  HotspotDetailSchema,
  HotspotListSchema,
  NewRankingSchema,
  RankingAcceptedSchema,
  RankingAlternativesSchema,
  RankingOutcomeSchema,
  RankingSchema,
  UuidSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { READERS } from '../../plugins/access.ts'
import { createRankingOutcomes } from '../../services/ranking-outcome.service.ts'
import {
  getAlternatives,
  getHotspotDetail,
  getHotspots,
  getOutlines,
  getRanking,
  getRankingFile,
  startRanking,
} from '../../services/ranking.service.ts'
import { whenGone } from '../when-gone.ts'

const ParamsSchema = Type.Object({ rankingId: UuidSchema })
const FileFormatSchema = Type.Union([Type.Literal('json'), Type.Literal('csv'), Type.Literal('geojson')], {
  default: 'json',
})

const MEDIA_TYPES = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
} as const

const rankingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const getOutcome = createRankingOutcomes(app.incidentMemory)

  app.post(
    '/rankings',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Rank hotspots for an operation',
        body: NewRankingSchema,
        response: { 202: RankingAcceptedSchema },
      },
    },
    async (request, reply) =>
      reply.code(202).send(await startRanking(app.db, app.jobs, request.account!.username, request.body)),
  )

  app.get(
    '/rankings/:rankingId',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'What a ranking was made from',
        params: ParamsSchema,
        response: { 200: RankingSchema },
      },
    },
    async (request) => getRanking(app.db, request.params.rankingId),
  )

  app.get(
    '/rankings/:rankingId/hotspots',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'Hotspots in order of rank',
        params: ParamsSchema,
        response: { 200: HotspotListSchema },
      },
    },
    async (request) => ({ hotspots: await getHotspots(app.db, request.params.rankingId) }),
  )

  app.get(
    '/rankings/:rankingId/outlines',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'Hotspots as GeoJSON for a map',
        params: ParamsSchema,
        response: { 200: HotspotCollectionSchema },
      },
    },
    async (request) => getOutlines(app.db, request.params.rankingId),
  )

  app.get(
    '/rankings/:rankingId/hotspots/:hotspotId',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'Why here: the counts behind one hotspot',
        params: Type.Object({ rankingId: UuidSchema, hotspotId: Type.String({ maxLength: 64 }) }),
        response: { 200: HotspotDetailSchema },
      },
    },
    async (request) => getHotspotDetail(app.db, request.params.rankingId, request.params.hotspotId),
  )

  app.get(
    '/rankings/:rankingId/alternatives',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'The top lists by plain count, expected count, harm and both, side by side',
        params: ParamsSchema,
        response: { 200: RankingAlternativesSchema },
      },
    },
    async (request) => getAlternatives(app.db, request.params.rankingId),
  )

  app.get(
    '/rankings/:rankingId/outcome',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'What came at the hotspots since, against what the ranking expected and a backtest promised',
        params: ParamsSchema,
        response: { 200: RankingOutcomeSchema },
      },
    },
    async (request, reply) => {
      return getOutcome(app.db, request.params.rankingId, whenGone(reply))
    },
  )

  app.get(
    '/rankings/:rankingId/file',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'The file that the rank command would write',
        params: ParamsSchema,
        querystring: Type.Object({ format: Type.Optional(FileFormatSchema) }, { additionalProperties: false }),
        response: { 200: Type.Any({ description: 'JSON, CSV or GeoJSON' }) },
      },
    },
    async (request, reply) => {
      const format = request.query.format ?? 'json'
      const { name, text } = await getRankingFile(app.db, request.params.rankingId, format)
      return reply
        .type(MEDIA_TYPES[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(Buffer.from(text))
    },
  )
}
export default rankingRoutes

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { NewRankingSchema, RankingPreviewPendingSchema, RankingPreviewSchema } from '@planner/shared/schemas'
import { createRankingPreviewer } from '../../services/ranking-preview.service.ts'
import { whenGone } from '../when-gone.ts'

const rankingPreviewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const previewRanking = createRankingPreviewer(app.incidentMemory)

  app.post(
    '/ranking-previews',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'What a ranking with these settings would be, at once and kept nowhere',
        body: NewRankingSchema,
        response: { 200: RankingPreviewSchema, 202: RankingPreviewPendingSchema },
      },
    },
    async (request, reply) => {
      const answer = await previewRanking(app.db, request.body, whenGone(reply))
      return 'building' in answer ? reply.code(202).send(answer) : answer
    },
  )
}
export default rankingPreviewRoutes

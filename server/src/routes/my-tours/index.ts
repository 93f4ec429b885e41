import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { DomainError } from '@planner/shared/core'
import { DaySchema, PlanDaySchema } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { getToursOfTeam } from '../../services/plan-day.service.ts'

const myTourRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/my-tours',
    {
      config: { access: ['officer'] },
      schema: {
        tags: ['plans'],
        summary: 'The tours of the signed-in officer’s crew on one day',
        querystring: Type.Object({ day: DaySchema }, { additionalProperties: false }),
        response: { 200: PlanDaySchema },
      },
    },
    async (request) => {
      const teamId = request.account!.teamId
      // The crew comes from the account alone: nothing in the request can name another.
      if (teamId === null) throw new DomainError('FORBIDDEN', 'This account belongs to no crew.')
      return getToursOfTeam(app.db, teamId, request.query.day)
    },
  )
}
export default myTourRoutes

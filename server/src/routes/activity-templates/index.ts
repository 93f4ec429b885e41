import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ACTIVITY_TEMPLATES } from '@planner/shared/core'
import { ActivityTemplatesSchema, type ActivityTemplates } from '@planner/shared/schemas'

/** The core's list with arrays of its own, as the schema writes them. */
const activities: ActivityTemplates['activities'] = ACTIVITY_TEMPLATES.map(({ minutes, skills, shares, ...rest }) => ({
  ...rest,
  minutes: [minutes[0], minutes[1]],
  ...(skills && { skills: [...skills] }),
  shares: { ...shares },
}))

const activityTemplateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/activity-templates',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['plans'],
        summary: 'Activities that a force’s own list starts from',
        response: { 200: ActivityTemplatesSchema },
      },
    },
    async () => ({ activities }),
  )
}
export default activityTemplateRoutes

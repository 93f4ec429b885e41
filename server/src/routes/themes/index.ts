import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { ForceThemeSchema, NewThemeSchema, ThemeListSchema } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { getThemes, removeTheme, saveTheme } from '../../services/theme.service.ts'

const ParamsSchema = Type.Object({ themeId: Type.String({ maxLength: 60 }) })

const themeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/themes',
    {
      config: { access: ['tasking', 'supervisor', 'commander'] },
      schema: {
        tags: ['hotspots'],
        summary: 'What rankings can be about: themes that come with the application, then the force’s own',
        response: { 200: ThemeListSchema },
      },
    },
    async () => ({ themes: await getThemes(app.db) }),
  )

  app.put(
    '/themes/:themeId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Save a theme of the force’s own, new or changed; rankings keep what they were made with',
        params: ParamsSchema,
        body: NewThemeSchema,
        response: { 200: ForceThemeSchema },
      },
    },
    async (request) => saveTheme(app.db, request.account!.username, request.params.themeId, request.body),
  )

  app.delete(
    '/themes/:themeId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Remove a theme of the force’s own',
        params: ParamsSchema,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeTheme(app.db, request.account!.username, request.params.themeId)
      return reply.code(204).send(null)
    },
  )
}
export default themeRoutes

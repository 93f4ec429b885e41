import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  ForceThemeSchema,
  KnownVersionSchema,
  NewThemeSchema,
  ThemeChangeSchema,
  ThemeListSchema,
} from '@planner/shared/schemas'
import { Type } from 'typebox'
import { READERS } from '../../plugins/access.ts'
import { changeTheme, createTheme, getThemes, removeTheme } from '../../services/theme.service.ts'

const ParamsSchema = Type.Object({ themeId: Type.String({ maxLength: 60 }) })

const themeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/themes',
    {
      config: { access: READERS },
      schema: {
        tags: ['hotspots'],
        summary: 'What rankings can be about: themes that come with the application, then the force’s own',
        response: { 200: ThemeListSchema },
      },
    },
    async () => ({ themes: await getThemes(app.db) }),
  )

  app.post(
    '/themes',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Make a theme of the force’s own; its id is made from its name',
        body: NewThemeSchema,
        response: { 201: ForceThemeSchema },
      },
    },
    async (request, reply) => reply.code(201).send(await createTheme(app.db, request.account!.username, request.body)),
  )

  app.put(
    '/themes/:themeId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Change a theme of the force’s own as it was last read; rankings keep what they were made with',
        params: ParamsSchema,
        body: ThemeChangeSchema,
        response: { 200: ForceThemeSchema },
      },
    },
    async (request) => changeTheme(app.db, request.account!.username, request.params.themeId, request.body),
  )

  app.delete(
    '/themes/:themeId',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['hotspots'],
        summary: 'Remove a theme of the force’s own as it was last read',
        params: ParamsSchema,
        querystring: KnownVersionSchema,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await removeTheme(app.db, request.account!.username, request.params.themeId, request.query.version)
      return reply.code(204).send(null)
    },
  )
}
export default themeRoutes

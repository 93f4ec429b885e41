import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AreaChangedSchema, AreaCollectionSchema, AreaQuerySchema } from '@planner/shared/schemas'
import { READERS } from '../../plugins/access.ts'
import { getAreaCollection, loadAreas } from '../../services/area.service.ts'
import { receiveAreaFiles } from './receive-area-files.ts'

const areaRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/areas',
    {
      config: { access: READERS },
      schema: {
        tags: ['areas'],
        summary: 'Outlines of the force’s areas with their command units, its wards, and how many street names it has',
        querystring: AreaQuerySchema,
        response: { 200: AreaCollectionSchema },
      },
    },
    async (request) => getAreaCollection(app.db, request.query.wards === 'outlines'),
  )

  app.put(
    '/areas',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['areas'],
        summary:
          'Replace boundaries, command units, wards or street names, all or nothing: multipart with any of the files "boundaries" (GeoJSON), "areas" (CSV area,bcu), "wards" (GeoJSON), "labels" (CSV name,lat,lng) and the fields "nameProperty", "wardNameProperty", "remove" (wards, labels). What is not sent stays as it is',
        consumes: ['multipart/form-data'],
        response: { 200: AreaChangedSchema },
      },
    },
    async (request) => {
      const { discard, ...received } = await receiveAreaFiles(request, app.settings.dataDir)
      try {
        return await loadAreas(app.db, request.account!.username, received)
      } finally {
        await discard()
      }
    },
  )
}
export default areaRoutes

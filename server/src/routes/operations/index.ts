import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { NewOperationSchema, OperationListSchema, OperationSchema, UuidSchema } from '@planner/shared/schemas'
import { Type } from 'typebox'
import { READERS } from '../../plugins/access.ts'
import { createOperation, getOperation, getOperations } from '../../services/operation.service.ts'

const operationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/operations',
    {
      config: { access: READERS },
      schema: {
        tags: ['operations'],
        summary: 'All operations, the latest start first',
        response: { 200: OperationListSchema },
      },
    },
    async () => ({ operations: await getOperations(app.db) }),
  )

  app.get(
    '/operations/:operationId',
    {
      config: { access: READERS },
      schema: {
        tags: ['operations'],
        summary: 'One operation with its newest ranking and plan',
        params: Type.Object({ operationId: UuidSchema }),
        response: { 200: OperationSchema },
      },
    },
    async (request) => getOperation(app.db, request.params.operationId),
  )

  app.post(
    '/operations',
    {
      config: { access: ['tasking'] },
      schema: {
        tags: ['operations'],
        summary: 'Start an operation',
        body: NewOperationSchema,
        response: { 201: OperationSchema },
      },
    },
    async (request, reply) => {
      const operation = await createOperation(app.db, request.account!.username, request.body)
      return reply.code(201).send(operation)
    },
  )
}
export default operationRoutes

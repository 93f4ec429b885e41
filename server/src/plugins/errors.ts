import { DomainError, type ErrorCode } from '@planner/shared/core'
import type { ErrorResponse } from '@planner/shared/schemas'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

const STATUS: Record<ErrorCode, number> = {
  INVALID_INPUT: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INFEASIBLE: 422,
}

/** Codes for refusals that come from the framework rather than from the core. */
const FRAMEWORK_CODES: Readonly<Record<number, string>> = {
  400: 'INVALID_INPUT',
  401: 'NOT_SIGNED_IN',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'TIMEOUT',
  411: 'INVALID_INPUT',
  413: 'TOO_LARGE',
  414: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  431: 'TOO_LARGE',
}

const answer = (code: string, message: string): ErrorResponse => ({ error: { code, message } })

/** A refusal outside the core's own codes: not signed in, too many requests. */
export function refuse(reply: FastifyReply, status: 401 | 403 | 415 | 429, message: string): FastifyReply {
  return reply.code(status).send(answer(FRAMEWORK_CODES[status]!, message))
}

function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof DomainError) return reply.code(STATUS[error.code]).send(answer(error.code, error.message))
  if (error.validation !== undefined) {
    const first = error.validation[0]
    const where = `${error.validationContext ?? 'request'}${first?.instancePath ?? ''}`
    return reply.code(400).send(answer('INVALID_INPUT', `${where} ${first?.message ?? 'is not valid'}.`))
  }
  const status = error.statusCode ?? 500
  if (status < 500) return reply.code(status).send(answer(FRAMEWORK_CODES[status] ?? 'INVALID_INPUT', error.message))
  // What went wrong inside is for the log; outside it could tell an attacker how we are built.
  request.log.error({ err: error }, 'request failed')
  return reply
    .code(status)
    .send(
      status === 503
        ? answer('UNAVAILABLE', 'The service is busy or starting. Try again in a moment.')
        : answer('INTERNAL', `Something went wrong on our side. Quote ${request.id} when you report it.`),
    )
}

/** A page of the web app for a browser that follows a link into it; JSON for everything else. */
function handleNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const isApi = request.url === '/api' || request.url.startsWith('/api/')
  const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
  if (!isApi && wantsPage && request.server.hasReplyDecorator('sendFile')) return reply.sendFile('index.html')
  return reply
    .code(404)
    .send(answer('NOT_FOUND', `There is nothing at ${request.method} ${request.url.split('?')[0]}.`))
}

/** The one place where an error becomes an answer: `{ error: { code, message } }`. */
export default fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler(handleError)
    app.setNotFoundHandler({ preHandler: [] }, handleNotFound)
  },
  { name: 'errors' },
)

import { DomainError, type ErrorCode } from '@planner/shared/core'
import { ErrorResponseSchema, type ErrorResponse } from '@planner/shared/schemas'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify'
import fp from 'fastify-plugin'
import { isUniqueViolation } from '../database.ts'
import { valueAt } from '../plans/schema-refusal.ts'

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

/** Where the first fault of a request is, what stands there and what it must be; of a choice, all that may be chosen. */
function describeFault([first, ...others]: FastifySchemaValidationError[], context: string, part: unknown): string {
  if (first === undefined) return `${context} is not valid.`
  const { instancePath: path, message = 'is not valid' } = first
  const choices = [first, ...others].flatMap(({ instancePath, keyword, params }) =>
    keyword === 'const' && instancePath === path ? [String(params['allowedValue'])] : [],
  )
  const wanted = choices.length > 0 ? `must be ${choices.join(' or ')}` : message
  const value = valueAt(part, path)
  // A password is not to be shown again, wherever it was written.
  if (typeof value === 'object' || value === undefined || /password/i.test(path)) return `${context}${path} ${wanted}.`
  const shown = JSON.stringify(value)
  return `${context}${path} is ${shown.length > LONGEST_SHOWN ? `${shown.slice(0, LONGEST_SHOWN)}...` : shown}; it ${wanted}.`
}

const LONGEST_SHOWN = 60

/** Services look first whether a name is free: this is for what came between looking and saving. */
const TAKEN_MEANWHILE =
  'There is one of this name already: somebody has just saved it. Load the page again to see it, or choose another name.'

function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof DomainError) return reply.code(STATUS[error.code]).send(answer(error.code, error.message))
  if (error.validation !== undefined) {
    const context = error.validationContext ?? 'request'
    const { body, params, query: querystring } = request
    const part: unknown = { body, params, querystring }[context as string]
    return reply.code(400).send(answer('INVALID_INPUT', describeFault(error.validation, context, part)))
  }
  if (isUniqueViolation(error)) {
    request.log.info({ err: error }, 'two saved the same at once')
    return reply.code(409).send(answer('CONFLICT', TAKEN_MEANWHILE))
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

/** The one place where an error becomes an answer: `{ error: { code, message } }`, which every route of the API may give. */
export default fp(
  async (app: FastifyInstance) => {
    app.addHook('onRoute', ({ schema, url }) => {
      if (url.startsWith('/api/') && schema?.response !== undefined)
        schema.response = { ...schema.response, '4xx': ErrorResponseSchema }
    })
    app.setErrorHandler(handleError)
    app.setNotFoundHandler({ preHandler: [] }, handleNotFound)
  },
  { name: 'errors' },
)

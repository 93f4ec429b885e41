import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { refuse } from './errors.ts'
import { checkTexts } from './kept-text.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The only bodies that we take, letter by letter: four advisories of 2025 and 2026 got past validation with a content type
 * that one part of a server read as JSON and another did not (a tab, a capital, a second parameter).
 */
const BODY_TYPES = /^(application\/json(; ?charset=utf-8)?|multipart\/form-data; ?boundary=[\w'()+,./:=?"-]+)$/i

/**
 * Whether a browser sent this from one of our own pages. Every current browser sends `Sec-Fetch-Site`; for an older one
 * `Origin` must be our own host. Without either it is no browser, so there is no cookie that somebody else could ride on.
 */
function isOwnPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Refuses forgery across sites, bodies of a type that we never asked for, and texts that cannot be kept. */
export default fp(
  async (app: FastifyInstance) => {
    // Fastify also parses text/plain, which a foreign form can send without asking: a way around JSON validation.
    app.removeContentTypeParser('text/plain')
    app.addHook('onRequest', async (request, reply) => {
      if (SAFE_METHODS.has(request.method)) return undefined
      if (!isOwnPage(request)) return refuse(reply, 403, 'This request came from another site.')
      const type = request.headers['content-type']
      if (type === undefined || BODY_TYPES.test(type)) return undefined
      return refuse(reply, 415, `Send application/json or multipart/form-data, not "${type}".`)
    })
    // Before the schema: what it would say of such a text shows the text.
    app.addHook('preValidation', async ({ params, query, body, is404 }) => {
      if (is404) return
      checkTexts('params', params)
      checkTexts('querystring', query)
      checkTexts('body', body)
    })
  },
  { name: 'request-guard', dependencies: ['errors'] },
)

import { DomainError } from '@planner/shared/core'
import type { FastifyReply } from 'fastify'

/** A signal that is aborted once whoever asked has closed the connection, or has been answered. */
export function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort(new DomainError('CONFLICT', 'Nobody waits for this any more.')))
  return gone.signal
}

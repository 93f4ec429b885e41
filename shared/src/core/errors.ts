/**
 * Every reason for which the core refuses something. Closed on purpose: callers map each code to an
 * HTTP status or an exit code with a `Record<ErrorCode, ...>`, so a forgotten one does not compile.
 */
export const ERROR_CODES = [
  'INVALID_INPUT', // a file, field or option that cannot be read as what it should be
  'NOT_FOUND', // a thing that was named does not exist
  'CONFLICT', // the request does not fit the state that things are in
  'FORBIDDEN', // known who you are, and it is not yours to do
  'INFEASIBLE', // well-formed, but no answer can satisfy it
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * A refusal that a person can act on. The message names what was wrong, the value, and what to do about it.
 */
export class DomainError extends Error {
  readonly code: ErrorCode
  /** what may be stored: as the message, but for names that only the person who sees it may see */
  readonly kept: string

  constructor(code: ErrorCode, message: string, kept = message) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.kept = kept
  }
}

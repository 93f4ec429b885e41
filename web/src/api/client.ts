import type { ErrorResponse } from '@planner/shared/schemas'

/** A refusal of the server; `message` is meant for the screen. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
  }
}

/** True when the session has ended, so that signing in again is what helps. */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.status === 401

/**
 * The setting that a refusal is about, as a path below `settings` (`blackouts/0/to`); undefined when it names none.
 * Refusals name it as the request has it, with slashes or with dots and brackets.
 */
export function settingNamed(message: string): string | undefined {
  const path = /\bsettings((?:[/.][\w-]+|\[\d+\])+)/.exec(message)?.[1]
  return path?.replaceAll(/[.[\]]+/g, '/').replaceAll(/^\/|\/$/g, '')
}

/** A refusal as it is read beside the setting that it is about, where nobody needs the path. */
export function withoutSettingName(message: string): string {
  const rest = message.replace(/^(?:body\W)?settings[^\s:]*:?\s+(?:is )?/, '')
  return rest.replace(/^./, (first) => first.toUpperCase())
}

/**
 * The fields of a form that a refusal of the whole request is about: those that the schema names (`body/weights/robbery`), and
 * `name` where another one is asked for. None: it is about no single field.
 */
export function fieldRefused(message: string): { path: string; words: string } | undefined {
  const named = /^body((?:\/[\w-]+)+) (?:is .*; it )?(.*)$/s.exec(message)
  if (named !== null) return { path: (named[1] ?? '').slice(1), words: `It ${named[2] ?? ''}` }
  return /\bchoose another name\b/i.test(message) ? { path: 'name', words: message } : undefined
}

/** The refusal in a server's answer, whatever shape it came in. */
export function errorFrom(status: number, body: string): ApiError {
  try {
    const { error } = JSON.parse(body) as ErrorResponse
    if (typeof error.code === 'string' && typeof error.message === 'string')
      return new ApiError(status, error.code, error.message)
  } catch {
    // Not ours: a proxy or a stopped server answers in its own words.
  }
  return new ApiError(
    status,
    'UNREADABLE',
    `The server answered ${status} without saying why. Try again in a moment; if it stays so, tell your IT desk.`,
  )
}

const unreachable = (): ApiError =>
  new ApiError(0, 'UNREACHABLE', 'The server cannot be reached. Check your connection and try again.')

/**
 * One call to the API.
 *
 * @throws {ApiError} with the server's own words; status 0 when it cannot be reached
 */
async function call(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`/api${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  }).catch((error: unknown) => {
    throw signal?.aborted === true ? error : unreachable()
  })
  if (!response.ok) throw errorFrom(response.status, await response.text())
  return response
}

export const getJson = async <T>(path: string): Promise<T> => (await (await call('GET', path)).json()) as T

/** @param signal gives the call up; it then rejects with the signal's own reason */
export const postJson = async <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  (await (await call('POST', path, body, signal)).json()) as T

export const putJson = async <T>(path: string, body: unknown): Promise<T> =>
  (await (await call('PUT', path, body)).json()) as T

export const remove = async (path: string): Promise<void> => void (await call('DELETE', path))

/** How much of a form has gone. */
export interface SentBytes {
  sent: number
  total: number
}

/**
 * Send a form with files and tell how much has gone; `fetch` cannot tell that.
 *
 * @param signal gives the sending up; it then rejects with the signal's own reason
 * @throws {ApiError}
 */
export function upload<T>(
  path: string,
  form: FormData,
  onProgress: (bytes: SentBytes) => void,
  signal?: AbortSignal,
  method: 'POST' | 'PUT' = 'POST',
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, `/api${path}`)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress({ sent: event.loaded, total: event.total })
    })
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T)
      else reject(errorFrom(request.status, request.responseText))
    })
    request.addEventListener('error', () => reject(unreachable()))
    request.addEventListener('abort', () => reject(new DOMException('It was cancelled.', 'AbortError')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

import { readFile } from 'node:fs/promises'
import { DomainError } from '@planner/shared/core'

const READ_ADVICE: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file; paths count from the folder you stand in.',
  EISDIR: 'It is a folder; give one file.',
  EACCES: 'You may not read it.',
}
const SHOWN_LENGTH = 30

/** Largest JSON file that is read: a plan for 10,000 places over 21 days has about 300 MB. */
const MAX_BYTES = 500_000_000

/**
 * Text of a file of ours.
 *
 * @throws {DomainError} INVALID_INPUT naming the file when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > MAX_BYTES) throw new DomainError('INVALID_INPUT', `${path} is larger than ${MAX_BYTES} bytes.`)
    return bytes.toString('utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof DomainError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new DomainError('INVALID_INPUT', `${path} cannot be read. ${READ_ADVICE[code] ?? code}`)
  }
}

/**
 * Parsed JSON of unknown shape.
 *
 * @throws {DomainError} INVALID_INPUT naming the file when it is not JSON
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new DomainError('INVALID_INPUT', `${path} is not JSON: ${explain(text, error)}`)
  }
}

/** Why a text is not JSON, for somebody who has never seen the word. */
function explain(text: string, error: unknown): string {
  const start = text.trimStart()
  if (start === '') return 'it is empty.'
  if (['\0', '\ufffd'].some((sign) => start.slice(0, SHOWN_LENGTH).includes(sign)))
    return 'it is not text. Is it packed, or another kind of file?'
  const shown = start.slice(0, SHOWN_LENGTH).replaceAll(/\s+/g, ' ')
  if (!start.startsWith('{') && !start.startsWith('['))
    return `it begins with "${shown}", where JSON begins with { or [. Is it the right file, or its CSV?`
  const message = error instanceof Error ? error.message : ''
  if (/end of JSON|Unterminated/.test(message) || !/[}\]]$/.test(text.trimEnd()))
    return `it ends in the middle, after ${text.length} characters. Was it copied whole?`
  const number = /\b(NaN|-?Infinity)\b/.exec(text)?.[1]
  if (number !== undefined)
    return `it has ${number}, which is no number there. Look for what was divided by 0 or missing.`
  return `${message}.`
}

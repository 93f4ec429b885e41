import { DomainError } from '@planner/shared/core'

/** Control characters other than tabs and ends of lines, and halves of a pair: Postgres refuses some, and no screen shows any. */
const NO_TEXT = /[^\P{Cc}\t\n\r]|\p{Cs}/u

/** A field may lie so deep that its path is longer than all else. */
const LONGEST_PATH = 100

/**
 * @param field how the refusal names it
 * @throws {DomainError} INVALID_INPUT when a character cannot be kept
 */
export function checkText(field: string, text: string): void {
  refuseIn(text, () => `${shortened(field)} has a character that is no text`)
}

/**
 * Looks at every text in a part of a request, names of fields too.
 *
 * @param part how refusals name it: `body`
 * @throws {DomainError} INVALID_INPUT naming the field, such as `body/quotas/0/area`
 */
export function checkTexts(part: string, content: unknown): void {
  // A list of what is still to be looked at, not recursion: a body may be nested deeper than a stack is.
  const left: { path: string; value: unknown }[] = [{ path: part, value: content }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { path, value } = next
    if (typeof value === 'string') checkText(path, value)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      refuseIn(key, () => `${shortened(path)} has a field whose name has a character that is no text`)
      // Numbers are most of what a large body holds.
      if (typeof inner === 'string' || typeof inner === 'object') left.push({ path: `${path}/${key}`, value: inner })
    }
  }
}

function refuseIn(text: string, problem: () => string): void {
  const found = NO_TEXT.exec(text)
  if (found === null) return
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  throw new DomainError('INVALID_INPUT', `${problem()} (U+${code}, character ${found.index + 1}). Leave it out.`)
}

const shortened = (path: string): string => (path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}...` : path)

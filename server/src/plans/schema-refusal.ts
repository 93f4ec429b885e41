import { DomainError } from '@planner/shared/core'
import type { TLocalizedValidationError } from 'typebox/error'

/** Faults that a message tells in full. */
const TOLD_FAULTS = 3
const SHOWN_LENGTH = 60

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: 'an object, { .. }',
  array: 'a list, [ .. ]',
  number: 'a number',
  integer: 'a whole number',
  string: 'a text in quotes',
  boolean: 'true or false',
}

/** The faults of a JSON file as a refusal that names the file, the path of each in it, the value there and what it must be. */
export function schemaRefusal(errors: readonly TLocalizedValidationError[], file: unknown, path: string): DomainError {
  const faults = [...new Set(errors.flatMap((error) => describe(error, errors, file)))]
  const rest = faults.length - TOLD_FAULTS
  const more = rest > 0 ? ` And ${rest} more.` : ''
  return new DomainError('INVALID_INPUT', `${path}: ${faults.slice(0, TOLD_FAULTS).join(' ')}${more}`)
}

function describe(
  { keyword, instancePath, params, message }: TLocalizedValidationError,
  all: readonly TLocalizedValidationError[],
  file: unknown,
): string[] {
  const where = instancePath === '' ? 'the file' : instancePath
  const given = params as Readonly<Record<string, unknown>>
  const limit = String(given['limit'])
  const must = (wanted: string): string[] => [
    `${where} is ${show(valueAt(file, instancePath))}; it must ${wanted}${findOwner(file, instancePath)}.`,
  ]
  switch (keyword) {
    case 'required':
      return [`${where} lacks ${list(given['requiredProperties'])}${findOwner(file, instancePath)}.`]
    case 'additionalProperties':
      return [`${where} has ${list(given['additionalProperties'])}, which means nothing here. Is it spelt right?`]
    case 'boolean':
    case 'anyOf':
      return [] // told by the fault beside it
    case 'const': {
      const choices = all.filter((other) => other.keyword === 'const' && other.instancePath === instancePath)
      return must(
        `be one of ${choices.map(({ params: choice }) => show((choice as typeof given)['allowedValue'])).join(', ')}`,
      )
    }
    case 'type':
      return must(`be ${TYPE_WORDS[String(given['type'])] ?? String(given['type'])}`)
    case 'minLength':
      return must(limit === '1' ? 'not be empty' : `have at least ${limit} characters`)
    case 'minItems':
    case 'maxItems': {
      if (limit === '1') return must('not be empty')
      const entries = valueAt(file, instancePath)
      const count = Array.isArray(entries) ? entries.length : 0
      const bound = keyword === 'minItems' ? 'at least' : 'at most'
      return [`${where} has ${count} entries; it must have ${bound} ${limit}${findOwner(file, instancePath)}.`]
    }
    case 'minimum':
      return must(`be at least ${limit}`)
    case 'maximum':
      return must(`be at most ${limit}`)
    case 'exclusiveMinimum':
      return must(`be above ${limit}`)
    default:
      return must(message.replace(/^must /, ''))
  }
}

const list = (names: unknown): string => (Array.isArray(names) ? names.map(String).join(', ') : '')

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing'
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text
}

/** The id of the innermost object around a path that has one: a position in a list of 250 is hard to find. */
function findOwner(file: unknown, pointer: string): string {
  const steps = pointer.split('/').slice(1)
  for (let length = steps.length; length > 0; length--) {
    const owner = valueAt(file, ['', ...steps.slice(0, length)].join('/'))
    const id = typeof owner === 'object' && owner !== null ? (owner as Record<string, unknown>)['id'] : undefined
    if (typeof id === 'string' && id !== '') return ` (id ${show(id)})`
  }
  return ''
}

/** The value at a JSON pointer. */
export function valueAt(value: unknown, pointer: string): unknown {
  let at = value
  for (const step of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return at
}

import { DomainError } from '@planner/shared/core'
import type { TLocalizedValidationError } from 'typebox/error'

/** The first fault of a JSON file as a refusal that names the file, the path in it and the value there. */
export function schemaRefusal(errors: readonly TLocalizedValidationError[], file: unknown, path: string): DomainError {
  const [first] = errors
  const where = first === undefined || first.instancePath === '' ? 'the file' : first.instancePath
  const value = JSON.stringify(valueAt(file, first?.instancePath ?? '')) ?? 'missing'
  const shown = value.length > 60 ? `${value.slice(0, 60)}...` : value
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new DomainError(
    'INVALID_INPUT',
    `${path}: ${where} is ${shown}; it ${first?.message ?? 'is not valid'}${more}.`,
  )
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

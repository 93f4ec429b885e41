import { DomainError } from '../../errors.ts'
import { INCIDENT_FLAGS, OFFENCES, PLACE_TYPES, type Offence } from '../../incidents/incident.ts'
import { OFFENCE_GROUPS } from '../offence-groups.ts'
import { checkTheme, type Theme } from './theme.ts'

const FIELDS = ['id', 'name', 'offences', 'flags', 'placeTypes', 'hours', 'weights', 'includeDomestic']

/** What may stand in `offences`: classes, and the words for several of them. */
const OFFENCE_WORDS: readonly string[] = [...Object.keys(OFFENCE_GROUPS), ...OFFENCES]

/**
 * A theme from the content of a JSON file. Only `id`, `name` and `offences` (classes, or `violence` and `robbery`) have to be there.
 *
 * @param source how messages name the file
 * @throws {DomainError} INVALID_INPUT naming the file, the field, its value and what it may be
 */
export function readTheme(value: unknown, source: string): Theme {
  const refuse = (problem: string): never => {
    throw new DomainError('INVALID_INPUT', `${source}: ${problem}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`a theme is one JSON object with ${FIELDS.join(', ')}.`)
  const fields = new Map<string, unknown>(Object.entries(value))
  const stray = [...fields.keys()].find((key) => !FIELDS.includes(key))
  if (stray !== undefined) refuse(`there is no field "${stray}" in a theme. Fields: ${FIELDS.join(', ')}.`)

  const text = (field: string): string => {
    const given = fields.get(field)
    return typeof given === 'string' ? given : refuse(`${field} is ${shown(given)}; it must be a text.`)
  }
  const words = <T extends string>(field: string, choices: readonly T[]): T[] => {
    const given = fields.get(field) ?? []
    if (!Array.isArray(given)) return refuse(`${field} is ${shown(given)}; it must be a list.`)
    return given.map((word: unknown) => {
      const found = choices.find((choice) => choice === word)
      return found ?? refuse(`${field} has ${shown(word)}; it may have: ${choices.join(', ')}.`)
    })
  }
  const hours = fields.get('hours') ?? []
  if (!Array.isArray(hours) || !hours.every((hour) => typeof hour === 'number'))
    return refuse(`hours is ${shown(hours)}; it must be a list of hours of the week, 0 (Monday 00:00) to 167.`)
  const includeDomestic = fields.get('includeDomestic') ?? false
  if (typeof includeDomestic !== 'boolean')
    return refuse(`includeDomestic is ${shown(includeDomestic)}; it must be true or false.`)
  const asked = words('offences', OFFENCE_WORDS).flatMap((word): readonly string[] =>
    word === 'violence' || word === 'robbery' ? OFFENCE_GROUPS[word] : [word],
  )
  const theme: Theme = {
    id: text('id'),
    name: text('name'),
    offences: OFFENCES.filter((offence) => asked.includes(offence)),
    flags: words('flags', INCIDENT_FLAGS),
    placeTypes: words('placeTypes', PLACE_TYPES),
    hours: [...new Set<number>(hours)].sort((a, b) => a - b),
    weights: readWeights(fields.get('weights') ?? {}, refuse),
    includeDomestic,
  }
  try {
    return checkTheme(theme)
  } catch (error) {
    if (error instanceof DomainError) return refuse(error.message)
    throw error
  }
}

function readWeights(value: unknown, refuse: (problem: string) => never): Theme['weights'] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(`weights is ${shown(value)}; it must be an object such as { "robbery": 2 }.`)
  const weights: Partial<Record<Offence, number>> = {}
  for (const [key, weight] of Object.entries(value)) {
    const offence = OFFENCES.find((name) => name === key)
    if (offence === undefined) return refuse(`weights has "${key}"; it may have: ${OFFENCES.join(', ')}.`)
    if (typeof weight !== 'number') return refuse(`the weight of ${key} is ${shown(weight)}; it must be a number.`)
    weights[offence] = weight
  }
  return weights
}

const shown = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value))

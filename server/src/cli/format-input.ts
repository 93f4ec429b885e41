import {
  DomainError,
  FORMAT_NAMES,
  parseMapping,
  type IncidentFormatName,
  type IncidentMapping,
} from '@planner/shared/core'
import { parseJson, readText } from '../plans/read-json.ts'
import { resolvePath, type CommandIo, type OptionSpec, type ParsedOptions } from './command.ts'

/** What the files are and which of their columns are read: the same for every command that reads incidents. */
export const FORMAT_OPTIONS = {
  incidents: {
    value: 'F',
    many: true,
    help: 'CSV files, plain, .gz or .zip, or folders of them',
    required: true,
  },
  format: { value: 'FMT', help: `what the files are: ${FORMAT_NAMES.join(', ')}`, required: true },
  map: { value: 'F.json', help: 'for --format mapped: which column is what (docs/importing.md); no other is read' },
  drop: {
    value: 'COL,..',
    many: true,
    help: 'columns to leave out by name; those that speak of persons are refused otherwise',
  },
} as const satisfies Record<string, OptionSpec>

/** How files are to be read. */
export interface FormatInput {
  format: IncidentFormatName
  mapping?: IncidentMapping
  drop: readonly string[]
}

/**
 * `--format`, `--map` and `--drop`.
 *
 * @throws {DomainError} INVALID_INPUT for an unknown format, a mapping that cannot be read, is missing or has no place, or one that
 *   reads what `--drop` leaves out
 */
export async function readFormatInput(options: ParsedOptions, io: CommandIo): Promise<FormatInput> {
  const name = options.getText('format')
  const format = FORMAT_NAMES.find((one) => one === name)
  if (format === undefined)
    throw new DomainError('INVALID_INPUT', `--format is "${name}"; it must be one of: ${FORMAT_NAMES.join(', ')}.`)
  const drop = options.texts('drop').flatMap((names) => names.split(',').map((column) => column.trim()))
  const map = options.text('map')
  if ((map === undefined) === (format === 'mapped'))
    throw new DomainError(
      'INVALID_INPUT',
      format === 'mapped'
        ? '--format mapped needs --map F.json: which column of the files is what. "mapping --incidents F --out F.json" guesses one; see docs/importing.md.'
        : `--map goes with --format mapped: ${format} has its own columns.`,
    )
  if (map === undefined) return { format, drop }
  const path = resolvePath(map, io)
  const mapping = parseMapping(parseJson(await readText(path), map), map)
  const both = Object.values(mapping.columns).find((column) =>
    drop.some((left) => left.toLowerCase() === column.trim().toLowerCase()),
  )
  if (both !== undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `--drop leaves out "${both}", which ${map} reads. Take it out of one of them.`,
    )
  return { format, mapping, drop }
}

import {
  DomainError,
  findPersonColumns,
  guessMapping,
  MAPPED_FIELDS,
  parseMapping,
  type GuessedMapping,
  type IncidentMapping,
} from '@planner/shared/core'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { readFirstRows, type FirstRows } from '../incidents/read-first-rows.ts'
import { EXIT, resolvePath, type Command } from './command.ts'

/** Enough to meet the rarer words of a code list. */
const GUESSED_ROWS = 1000

export const mapping: Command = {
  summary: 'guess which column of an export is what, as a mapping to be looked over',
  options: {
    incidents: {
      value: 'F',
      help: 'a CSV file, plain, .gz or .zip, or a folder: its first file is looked at',
      required: true,
    },
    out: {
      value: 'F.json',
      help: 'where to write the mapping, for --map of rank, backtest and import',
      required: true,
    },
  },
  example: 'mapping --incidents examples/incidents.csv --out map.json',
  notes: `The header and the first ${GUESSED_ROWS} rows are looked at. Columns about people and accounts of what happened are never taken. Open the file, mend what
is wrong, and give every word a meaning: a row with a word that has none is rejected. What may stand in it: docs/importing.md.
Exit 0: done, also when something is left to say; then it is told. Exit 2: no file of rows.
`,
  async run(options, io) {
    const out = options.getText('out')
    if (!out.toLowerCase().endsWith('.json'))
      throw new DomainError('INVALID_INPUT', `--out is "${out}"; it must end in .json.`)
    const first = await readFirstRows(resolvePath(options.getText('incidents'), io), GUESSED_ROWS)
    const guessed = guessMapping(first.header, first.rows, first.file)
    await writeWholeFile(resolvePath(out, io), `${JSON.stringify(guessed.mapping, undefined, 2)}\n`)
    io.err(`${tellGuess(first, guessed, out).join('\n')}\n`)
    return EXIT.done
  },
}

function tellGuess({ file, header, rows }: FirstRows, guessed: GuessedMapping, out: string): string[] {
  const { why, unmappedValues, narratives, mapping: found } = guessed
  const taken = MAPPED_FIELDS.flatMap((field) => {
    const choice = why[field]
    return choice === undefined
      ? []
      : [`  ${field.padEnd(20)}${choice.header}${choice.sureness === 'sure' ? '' : '   (a guess: look at it)'}`]
  })
  const marks = Object.entries(found.marks ?? {}).map(([column, flag]) => `  ${`flag ${flag}`.padEnd(20)}${column}`)
  const people = findPersonColumns(header)
  const read = new Set([...Object.values(found.columns), ...Object.keys(found.marks ?? {})])
  const others = header.filter((name) => !read.has(name) && !people.includes(name) && !narratives.includes(name))
  const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
  const words = Object.entries(unmappedValues).map(([field, values]) => `  values.${field}: ${quoted(values)}`)
  const missing = whatIsMissing(found, out)
  return [
    `${file}: ${header.length} columns, guessed from the first ${rows.length} rows; dates ${found.dates}, places ${found.coordinates}`,
    ...taken,
    ...marks,
    ...(people.length > 0 ? [`about people, never read: ${quoted(people)}`] : []),
    ...(narratives.length > 0 ? [`accounts of what happened, never read: ${quoted(narratives)}`] : []),
    ...(others.length > 0 ? [`not read: ${quoted(others)}`] : []),
    ...(words.length > 0 ? ['words without a meaning, whose rows would be rejected:', ...words] : []),
    ...(missing === undefined ? [] : [`still to be said: ${missing}`]),
    `written to ${out}`,
  ]
}

/** Why the mapping cannot be used as it is, if so. */
function whatIsMissing(found: IncidentMapping, name: string): string | undefined {
  try {
    parseMapping(found, name)
    return undefined
  } catch (error) {
    if (error instanceof DomainError) return error.message
    throw error
  }
}

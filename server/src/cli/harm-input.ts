import { basename } from 'node:path'
import {
  CAMBRIDGE_2026,
  DEFAULT_RANK_OPTIONS,
  DomainError,
  MOST_HARM_DAYS,
  OFFENCES,
  type HarmTable,
  type Offence,
} from '@planner/shared/core'
import { readRecords, type CsvRecord } from '../files/read-records.ts'
import { checkOwnHarmTable, RANKED_OFFENCES } from '../hotspots/own-harm-table.ts'
import { resolvePath, type CommandIo, type ParsedOptions } from './command.ts'

export const HARM_SHARE_HELP = `part of harm where count and harm are combined, 0 to 1 (default ${DEFAULT_RANK_OPTIONS.harmShare})`
export const HARM_TABLE_HELP = `offence,days and optionally cap: your own harm of an incident (default ${CAMBRIDGE_2026.name}, cap ${CAMBRIDGE_2026.capDays} days)`

/** @throws {DomainError} INVALID_INPUT naming the value and what it may be */
export function readHarmShare(options: ParsedOptions): number {
  const text = options.text('harm-share')
  if (text === undefined) return DEFAULT_RANK_OPTIONS.harmShare
  const share = toNumber(text)
  if (!(share >= 0 && share <= 1))
    throw new DomainError('INVALID_INPUT', `--harm-share is "${text}"; it must be a number from 0 to 1, such as 0.5.`)
  return share
}

/** The table of `--harm-table`; undefined without the option. */
export async function loadHarmTable(options: ParsedOptions, io: CommandIo): Promise<HarmTable | undefined> {
  const given = options.text('harm-table')
  return given === undefined ? undefined : readHarmTable(resolvePath(given, io))
}

/**
 * A harm table from CSV: `offence,days` and optionally `cap`, days that one incident counts at most, the same in every row that has it.
 *
 * @throws {DomainError} NOT_FOUND, or INVALID_INPUT naming file, line, column, value and what to do
 */
export async function readHarmTable(path: string): Promise<HarmTable> {
  type Column = 'offence' | 'days' | 'cap'
  const { columns, records } = await readRecords<Column>(path, [
    ['offence', 'days', 'cap'],
    ['offence', 'days'],
  ])
  const name = basename(path)
  const days = new Map<Offence, number>()
  let cap: { days: number; line: number } | undefined
  for (const record of records) {
    const { line, fields } = record
    const refuse = (column: Column, advice: string): DomainError =>
      new DomainError('INVALID_INPUT', `${name}, line ${line}, ${column} is "${fields[column]}": ${advice}`)
    const offence = OFFENCES.find((known) => known === fields.offence)
    if (offence === undefined) throw refuse('offence', `write one of ${OFFENCES.join(', ')}.`)
    if (days.has(offence)) throw refuse('offence', 'it is there twice; keep one line.')
    days.set(offence, readDays(record, 'days', refuse))
    if (!columns.includes('cap') || fields.cap === '') continue
    const own = readDays(record, 'cap', refuse)
    if (own === 0) throw refuse('cap', 'nothing would do harm; write days above 0, or leave it empty.')
    if (cap !== undefined && cap.days !== own)
      throw refuse('cap', `line ${cap.line} has ${cap.days}; there is one cap for all classes, so write it once.`)
    cap ??= { days: own, line }
  }
  const missing = RANKED_OFFENCES.filter((offence) => !days.has(offence))
  if (missing.length > 0)
    throw new DomainError(
      'INVALID_INPUT',
      `${name} has no line for ${missing.join(', ')}. Add one for each, with 0 days where a class is to do no harm.`,
    )
  return checkOwnHarmTable({
    name,
    source: `the file ${name}`,
    capDays: cap?.days ?? CAMBRIDGE_2026.capDays,
    days: { ...CAMBRIDGE_2026.days, weapons: 0, other: 0, ...Object.fromEntries(days) },
  })
}

function readDays<Column extends 'days' | 'cap'>(
  { fields }: CsvRecord<Column>,
  column: Column,
  refuse: (column: Column, advice: string) => DomainError,
): number {
  const value = toNumber(fields[column])
  if (!(value >= 0 && value <= MOST_HARM_DAYS))
    throw refuse(column, `write a number of days from 0 to ${MOST_HARM_DAYS}, such as 365.`)
  return value
}

const toNumber = (text: string): number => (text.trim() === '' ? NaN : Number(text))

import {
  createIncidentTable,
  createZone,
  createZoneCheck,
  DEFAULT_RANK_OPTIONS,
  DomainError,
  findFormat,
  OFFENCE_GROUPS,
  OFFENCES,
  type IncidentColumns,
  type Offence,
} from '@planner/shared/core'
import { readIncidents, type ReadCounts } from '../incidents/read-incidents.ts'
import { createRejectFile } from '../incidents/write-rejects.ts'
import { resolvePath, type CommandIo, type ParsedOptions } from './command.ts'
import { readFormatInput } from './format-input.ts'
import { readSummary } from './rank-summary.ts'

/** The offence classes of `--offences`: classes, or the words that stand for several. */
export function readOffences(texts: readonly string[]): readonly Offence[] {
  const words = texts.flatMap((text) => text.split(',')).map((word) => word.trim())
  if (words.length === 0) return DEFAULT_RANK_OPTIONS.offences
  const wanted = new Set<Offence>()
  for (const word of words) {
    const group = word === 'violence' || word === 'robbery' ? OFFENCE_GROUPS[word] : undefined
    const found = group ?? OFFENCES.filter((offence) => offence === word)
    if (found.length === 0)
      throw new DomainError(
        'INVALID_INPUT',
        `--offences has "${word}"; it may have violence, robbery or a class: ${OFFENCE_GROUPS.violence.join(', ')}.`,
      )
    for (const offence of found) wanted.add(offence)
  }
  return OFFENCES.filter((offence) => wanted.has(offence))
}

/** Reads the files into columns; rejects are in their file before anything is ranked, so that they can be mended whatever follows. */
export async function loadIncidents(
  options: ParsedOptions,
  timezone: string,
  out: string,
  io: CommandIo,
): Promise<IncidentColumns> {
  const input = await readFormatInput(options, io)
  const format = findFormat(input.format, input.mapping)
  const table = createIncidentTable()
  const zone = createZone(timezone)
  const zoneCheck = createZoneCheck(format, zone)
  const rejects = createRejectFile(`${out}.rejects.csv`, format.columns)
  let counts: ReadCounts
  try {
    counts = await readIncidents({
      paths: options.texts('incidents').map((path) => resolvePath(path, io)),
      ...input,
      zone,
      onIncident(incident) {
        zoneCheck.take(incident)
        table.add(incident)
      },
      onReject(reject) {
        zoneCheck.refuse(reject)
        return rejects.add(reject)
      },
      ...(io.interactive
        ? { onProgress: ({ bytesRead, bytesTotal }) => showProgress(io, bytesRead / bytesTotal) }
        : {}),
    })
    await rejects.close()
  } catch (error) {
    await rejects.abandon()
    throw error
  }
  io.err(readSummary(counts, `${options.getText('out')}.rejects.csv`, format.coordinates))
  const offClock = zoneCheck.warning()
  if (offClock !== null) io.err(`WARNING ${offClock} --timezone says which one it is.\n`)
  if (counts.accepted === 0)
    throw new DomainError('INVALID_INPUT', 'No row could be used. Is --format what the files are?')
  return table.finish()
}

function showProgress(io: CommandIo, share: number): void {
  io.err(`\rreading ${String(Math.round(100 * share)).padStart(3)} %${share >= 1 ? '\n' : ''}`)
}

import type { HarmTableRecord, NewHarmTable } from '@planner/shared/schemas'
import { readNumber, type Faults } from './draft.ts'
import { THEME_OFFENCES } from './theme-draft.ts'

type Ranked = (typeof THEME_OFFENCES)[number]

/** A force's own harm table while it is being written; numbers are text until they are read. */
export interface HarmDraft {
  name: string
  source: string
  capDays: string
  days: Readonly<Record<Ranked, string>>
}

/** Ten lives in prison: a larger figure is a slip, and the server refuses it. */
const MOST_DAYS = 365_000

const shown = (days: number): string => String(Math.round(days * 1000) / 1000)

/** The draft from which a table is changed. From the shipped one it begins without name and source: those would no longer be true. */
export function draftOfHarmTable({ name, source, capDays, days, isShipped }: HarmTableRecord): HarmDraft {
  return {
    name: isShipped ? '' : name,
    source: isShipped ? '' : source,
    capDays: shown(capDays),
    days: Object.fromEntries(THEME_OFFENCES.map((offence) => [offence, shown(days[offence])])) as HarmDraft['days'],
  }
}

/**
 * As the server takes it; only fit to be sent where there are no faults.
 *
 * @param unranked days of the classes that are never ranked, kept as they are
 */
export function readHarmDraft(
  draft: HarmDraft,
  unranked: Pick<NewHarmTable['days'], 'weapons' | 'other'>,
): { table: NewHarmTable; faults: Faults } {
  const faults: Record<string, string> = {}
  const name = draft.name.trim()
  const source = draft.source.trim()
  if (name === '') faults['name'] = 'Give the table a name: it is shown with each ranking'
  if (source === '') faults['source'] = 'Say where the days come from: it is shown with each ranking'
  const capDays = readNumber(draft.capDays) ?? Number.NaN
  if (!(capDays > 0 && capDays <= MOST_DAYS)) faults['capDays'] = `Give a number above 0 and up to ${MOST}`
  const days = {
    ...Object.fromEntries(THEME_OFFENCES.map((offence) => [offence, 0])),
    ...unranked,
  } as NewHarmTable['days']
  for (const offence of THEME_OFFENCES) {
    const value = readNumber(draft.days[offence]) ?? Number.NaN
    if (value >= 0 && value <= MOST_DAYS) days[offence] = value
    else faults[`days/${offence}`] = `Give a number from 0 to ${MOST}`
  }
  if (Object.keys(faults).every((path) => !path.startsWith('days/')) && THEME_OFFENCES.every((o) => days[o] === 0))
    faults[`days/${THEME_OFFENCES[0]}`] = 'Nothing would count: give at least one offence more than 0 days'
  return { table: { name, source, capDays, days }, faults }
}

const MOST = MOST_DAYS.toLocaleString('en-GB')

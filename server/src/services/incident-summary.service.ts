import { completeDayOf, formatDay, type CompleteTo } from '@planner/shared/core'
import type { IncidentSummary } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { countOutOfScope, findNewestImport } from '../repositories/import-total.repository.ts'
import { getIncidentFigures, type IncidentFigures } from './incident-currency.service.ts'

type Publishers = IncidentFigures['publishers']

/** What is loaded and how current it is, in the force's own time. */
export async function getIncidentSummary(db: Kysely<Database>): Promise<IncidentSummary> {
  const [figures, outOfScope, newest] = await Promise.all([
    getIncidentFigures(db),
    countOutOfScope(db),
    findNewestImport(db),
  ])
  const { publishers, byOffence, byMonth } = figures
  const incidents = total(publishers, (one) => one.incidents)
  const byHowFound = {
    public: total(publishers, (one) => one.byHowFound.public),
    police: total(publishers, (one) => one.byHowFound.police),
    unknown: total(publishers, (one) => one.byHowFound.unknown),
  }
  const share = (n: number): number => (incidents === 0 ? 0 : n / incidents)
  return {
    incidents,
    firstDay: publishers.map(({ firstDay }) => firstDay).toSorted()[0] ?? null,
    lastDay:
      publishers
        .map(({ lastDay }) => lastDay)
        .toSorted()
        .at(-1) ?? null,
    lastRecordedAt: lastInstant(publishers),
    ...completeFields(figures.completeTo),
    howFoundKnown: share(byHowFound.public + byHowFound.police),
    byHowFound,
    byDomestic: {
      yes: total(publishers, (one) => one.byDomestic.yes),
      no: total(publishers, (one) => one.byDomestic.no),
      unknown: total(publishers, (one) => one.byDomestic.unknown),
    },
    minutePrecision: share(total(publishers, (one) => one.toTheMinute)),
    byOffence,
    byMonth,
    publishers: publishers.map(({ publisher, incidents: own, firstDay, lastDay, lastRecordedAt, delay }) => ({
      publisher,
      incidents: own,
      firstDay,
      lastDay,
      lastRecordedAt: lastRecordedAt?.toISOString() ?? null,
      ...completeFields(completeDayOf(delay)),
    })),
    outOfScope,
    newestImport: newest === undefined ? null : { ...newest, at: newest.at.toISOString() },
  }
}

function completeFields({ day, reason }: CompleteTo): Pick<IncidentSummary, 'completeTo' | 'completeToReason'> {
  return { completeTo: day === null ? null : formatDay(day), completeToReason: reason }
}

function lastInstant(publishers: Publishers): string | null {
  const instants = publishers.flatMap(({ lastRecordedAt }) => lastRecordedAt?.toISOString() ?? [])
  return instants.toSorted().at(-1) ?? null
}

function total(publishers: Publishers, of: (one: Publishers[number]) => number): number {
  return publishers.reduce((sum, one) => sum + of(one), 0)
}

import { createZone, parseLocalMinute, type Zone } from '../time.ts'
import type { DegreesColumn, IncidentFormat } from './formats/format.ts'
import type { Incident, Reject } from './incident.ts'

const DEGREES_PER_HOUR = 15
const HOURS_PER_DAY = 24
const WHOLE_CIRCLE = 360

/**
 * So many hours between the sun's clock and the one on the wall are not yet suspicious: the west of China keeps Beijing's, three hours ahead of its
 * sun, and nowhere else is a clock so far off.
 */
const TOLERATED_HOURS = 3

/** The clock of one year stands for all: what zones have moved since data is kept is little beside the hours tolerated. */
const NOONS = Array.from({ length: 12 }, (_, month) =>
  createZone('UTC').toUtcMin(parseLocalMinute(`2026-${String(month + 1).padStart(2, '0')}-15T12:00`)!),
)

/**
 * How many hours a place lies east (positive) or west (negative) of where a zone's standard time is the sun's: longitude/15
 * less the zone's offset without summer time, once round the globe taken off, so that the date line makes no difference.
 *
 * @param lng degrees, WGS84
 * @returns -12 to 12
 */
export function hoursOffClock(lng: number, zone: Zone): number {
  const standardHours = Math.min(...NOONS.map(({ utcMin }) => zone.toLocalMin(utcMin) - utcMin)) / 60
  const hours = lng / DEGREES_PER_HOUR - standardHours
  return hours - HOURS_PER_DAY * Math.round(hours / HOURS_PER_DAY)
}

/** Tells whether rows of places are read by the clock of another part of the world. */
export interface ZoneCheck {
  take(incident: Pick<Incident, 'lng'>): void
  /** Rows whose times make no sense by this clock are the more reason to ask; other rejects say nothing of it. */
  refuse(reject: Pick<Reject, 'code' | 'row'>): void
  /** One sentence, or null where places and clock agree or nothing is known of places. */
  warning(): string | null
}

/**
 * @param format of the rows
 * @param zone by which their times are read
 */
export function createZoneCheck({ degrees }: Pick<IncidentFormat, 'degrees'>, zone: Zone): ZoneCheck {
  // Counts by whole degree: the same whatever the order of rows, and no larger for more of them.
  const byDegree = new Float64Array(WHOLE_CIRCLE + 1)
  const add = (lng: number): void => {
    byDegree[Math.floor(lng) + WHOLE_CIRCLE / 2]! += 1
  }
  return {
    take: ({ lng }) => add(lng),
    refuse({ code, row }) {
      const lng = code === 'BAD_TIME' && degrees !== null ? readLongitude(row, degrees) : undefined
      if (lng !== undefined) add(lng)
    },
    warning() {
      const lng = medianDegree(byDegree)
      const hours = lng === undefined ? 0 : hoursOffClock(lng, zone)
      if (Math.abs(hours) <= TOLERATED_HOURS) return null
      const side = hours < 0 ? 'west' : 'east'
      return `The places lie about ${Math.round(Math.abs(hours))} hours ${side} of ${zone.id}’s clock: is the time zone right?`
    },
  }
}

/** 0 stands for an unknown place more often than for Greenwich. */
function readLongitude(row: Reject['row'], { lng, decimal }: DegreesColumn): number | undefined {
  const text = row.find(({ column }) => column === lng)?.value.trim() ?? ''
  const value = Number(decimal === ',' ? text.replace(',', '.') : text)
  return value !== 0 && Math.abs(value) <= WHOLE_CIRCLE / 2 ? value : undefined
}

/** The middle of the degree in which the middle place lies; of two, the western one. */
function medianDegree(byDegree: Float64Array): number | undefined {
  const half = byDegree.reduce((sum, places) => sum + places, 0) / 2
  if (half === 0) return undefined
  let before = 0
  const index = byDegree.findIndex((places) => (before += places) >= half)
  return index - WHOLE_CIRCLE / 2 + 0.5
}

import { createIncidentTable, type IncidentContent } from '../incidents/incident-table.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import { uniform, uniformBelow, type Rng } from '../random.ts'
import { createZone, MINUTES_PER_DAY, parseLocalMinute } from '../time.ts'

const LONDON = createZone('Europe/London')

/** A street robbery in Camden on a Monday morning, with some fields replaced. */
export function incident(over: Partial<IncidentContent> = {}): IncidentContent {
  return {
    occurredFrom: at('2026-01-05T10:00'),
    occurredTo: null,
    precision: 'minute',
    recordedAt: null,
    offence: 'robbery',
    offenceCode: null,
    flags: [],
    howFound: 'public',
    domestic: false,
    placeType: 'street',
    lng: -0.14,
    lat: 51.54,
    placeName: null,
    ...over,
  }
}

/** utcMin of a London wall-clock time. */
export function at(local: string): number {
  return LONDON.toUtcMin(parseLocalMinute(local)!).utcMin
}

export function columns(incidents: Iterable<IncidentContent>): IncidentColumns {
  const table = createIncidentTable()
  for (const one of incidents) table.add(one)
  return table.finish()
}

/** `count` incidents of the year before 2026-01-05 over about 4 km, half of them near 40 hot points. */
export function town(count: number, rng: Rng): IncidentContent[] {
  const hot = Array.from({ length: 40 }, () => [uniform(rng), uniform(rng)] as const)
  const streets = Array.from({ length: 25 }, (_, i) => `On or near Street ${String.fromCharCode(65 + i)}`)
  return Array.from({ length: count }, () => {
    const [x, y] = hot[Math.floor(uniform(rng) ** 2 * hot.length)]!
    const spread = uniformBelow(rng, 2) === 0 ? 0.02 : 1
    const minutes = uniformBelow(rng, 364 * MINUTES_PER_DAY) + 1
    return incident({
      lat: 51.52 + 0.036 * (x + spread * (uniform(rng) - 0.5)),
      lng: -0.16 + 0.058 * (y + spread * (uniform(rng) - 0.5)),
      occurredFrom: at('2026-01-05T00:00') - minutes,
      offence: uniformBelow(rng, 4) === 0 ? 'robbery' : 'violence-with-injury',
      placeName: streets[Math.floor(y * 24)]!,
    })
  })
}

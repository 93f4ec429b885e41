import { cellAt, createIncidentTable } from '@planner/shared/core'
import { expect, it } from 'vitest'
import { warmUp } from './warm-up.ts'

it('lets data pass that nothing can be ranked from', () => {
  const none = createIncidentTable()
  const found = createIncidentTable()
  const place = { lat: 51.5, lng: -0.1 }
  found.add(
    {
      ...place,
      occurredFrom: 29_000_000,
      occurredTo: null,
      recordedAt: null,
      precision: 'month',
      offence: 'other',
      offenceCode: null,
      flags: [],
      howFound: 'police',
      domestic: null,
      placeType: null,
      placeName: null,
    },
    { cell9: cellAt(place, 9), cell10: cellAt(place, 10) },
  )
  const ground = { areas: [], labels: [], timezone: 'Europe/London' }
  for (const table of [none, found]) expect(() => warmUp({ incidents: table.finish(), ...ground })).not.toThrow()
})

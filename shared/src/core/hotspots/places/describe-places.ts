import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { Zone } from '../../time.ts'
import type { CellCounts } from '../cell-counts.ts'
import { discountHours, type PatrolExposure } from '../exposure/patrol-exposure.ts'
import { hourProfiles } from '../hours/hour-profile.ts'
import { createKnownHours } from '../hours/known-hours.ts'
import { gatherPlaceFacts } from '../place-facts.ts'
import type { NameFinder } from '../names/cell-names.ts'
import type { PlaceLabel } from '../names/label-index.ts'
import { namePlaces } from '../names/place-names.ts'
import type { RankOptions } from '../rank-options.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import type { Place } from './choose-places.ts'
import type { PlaceLocator } from './locate-places.ts'

/** Where each place is, what it is called, what was observed there and when. */
export function describePlaces(
  {
    incidents,
    labels,
    options,
    finder,
  }: { incidents: IncidentColumns; labels?: readonly PlaceLabel[]; options: RankOptions; finder: NameFinder },
  zone: Zone,
  selected: Uint8Array,
  period: RankingPeriod,
  counts: CellCounts,
  places: readonly Place[],
  locator: PlaceLocator,
  exposure: PatrolExposure | undefined,
) {
  const located = places.map((place) => locator.locate(place.cells.map((cell) => counts.cells[cell]!)))
  const units = [...new Set(located.map((place) => place.bcu))]
  const unitOf = located.map((place) => units.indexOf(place.bcu))
  const placeOf = new Int32Array(counts.cells.length).fill(-1)
  places.forEach((place, i) => place.cells.forEach((cell) => placeOf.fill(i, cell, cell + 1)))
  const known = createKnownHours(incidents, zone, options.asOfDay)
  const facts = gatherPlaceFacts(
    incidents,
    selected,
    options,
    period.window,
    exposure === undefined ? known : discountHours(known, exposure, incidents),
    counts.indexOf.map((cell) => (cell < 0 ? -1 : placeOf[cell]!)),
    places.length,
  )
  const unitHours = units.map(() => new Float64Array(facts.forceHours.length))
  facts.places.forEach((place, i) => place.hours.forEach((count, hour) => (unitHours[unitOf[i]!]![hour]! += count)))
  const profiles = hourProfiles({
    places: facts.places.map((place) => place.hours),
    unitOf,
    units: unitHours,
    force: facts.forceHours,
    within: options.theme?.hours ?? [],
  })
  const names = namePlaces(
    located.map((place, i) => ({
      ...place,
      sourceNames: facts.places[i]!.names,
      nearbyNames: () => finder.around(places[i]!.cells),
    })),
    labels,
  )
  const described = located.map((place, i) => ({
    ...place,
    ...facts.places[i]!,
    ...profiles[i]!,
    name: names[i]!,
  }))
  return { described, hours: facts.hourCounts }
}

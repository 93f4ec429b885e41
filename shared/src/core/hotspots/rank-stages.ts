import { createAreaIndex, type AreaIndex } from '../areas/area-index.ts'
import type { Area, Ward } from '../areas/area.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { Zone } from '../time.ts'
import { estimateRates, type RateEstimate } from './estimate-rates.ts'
import { estimateClassRates, type ClassRates } from './harm/class-rates.ts'
import { createPlaceLocator, type LocatedPlace, type PlaceLocator } from './places/locate-places.ts'
import type { RankOptions } from './rank-options.ts'
import type { RankingPeriod } from './ranking-period.ts'
import { keepAnswers } from '../keep-answers.ts'
import { remembered } from '../remembered.ts'
import { scopeKey, selectScope, type Scope } from './scope.ts'

/**
 * The stages of a ranking that take long, remembered by what each hangs on: the scope goes with its incidents, the rates with their
 * scope, the classes with their rates. Whoever ranks once pays nothing for it; whoever moves a setting pays for the stages behind it.
 */

/** The themes that are shipped and one without; a mask of a million rows is a megabyte. */
const SCOPES = 6
/** Ten columns of a force's cells: some megabytes. */
const ESTIMATES = 4
/** More than a force has cells with an incident; some tens of megabytes. */
const MOST_PLACES = 200_000

export const scopeOf: (incidents: IncidentColumns, options: RankOptions) => Scope = remembered(
  SCOPES,
  (options, incidents) => scopeKey(incidents, options),
  selectScope,
)

interface RateInput {
  /** those of the scope */
  incidents: IncidentColumns
  options: RankOptions
  period: RankingPeriod
  zone: Zone
}

/** Without patrols: what they did to the records is told for each ranking anew. */
export const ratesOf: (scope: Scope, input: RateInput) => RateEstimate | undefined = remembered(
  ESTIMATES,
  // The last part of the window and earlier years lie by the clock as well.
  ({ options: { resolution, history, timezone }, period }) => JSON.stringify([resolution, history, timezone, period]),
  ({ selected }, { incidents, options, period, zone }) => estimateRates(incidents, selected, options, period, zone),
)

/** @param input what `estimate` was made from */
export const classRatesOf: (estimate: RateEstimate, input: RateInput & { scope: Scope }) => ClassRates[] = remembered(
  1,
  () => '',
  (estimate, { incidents, scope, options, period, zone }) =>
    estimateClassRates(incidents, scope.selected, options, period, zone, estimate),
)

/** Looks each place up in the boundaries once. */
export const locatorOf: (areas: readonly Area[]) => PlaceLocator = (areas) => rememberingLocator(areas, undefined)

const rememberingLocator = remembered(
  1,
  () => '',
  (areas: readonly Area[]): PlaceLocator => {
    const locator = createPlaceLocator(areas, createAreaIndex(areas))
    const located = keepAnswers<LocatedPlace>(MOST_PLACES)
    const units = keepAnswers<string>(MOST_PLACES)
    return {
      locate: (cells) => located(cells.join(' '), () => locator.locate(cells)),
      bcuAt: (cell) => units(cell, () => locator.bcuAt(cell)),
    }
  },
)

/** The index of a force's wards, built once for a list of them. */
export const wardIndexOf: (wards: readonly Ward[]) => AreaIndex<Ward> = (wards) => rememberingWards(wards, undefined)

const rememberingWards = remembered(
  1,
  () => '',
  (wards: readonly Ward[]) => createAreaIndex(wards),
)

import { createAreaIndex } from '../areas/area-index.ts'
import type { Area } from '../areas/area.ts'
import type { IncidentColumns } from '../incidents/incident-columns.ts'
import type { Zone } from '../time.ts'
import { estimateRates, type RateEstimate } from './estimate-rates.ts'
import { estimateClassRates, type ClassRates } from './harm/class-rates.ts'
import { createPlaceLocator, type PlaceLocator } from './places/locate-places.ts'
import type { RankOptions } from './rank-options.ts'
import type { RankingPeriod } from './ranking-period.ts'
import { remembered } from './remembered.ts'
import { selectScope, type Scope } from './scope.ts'

/**
 * The stages of a ranking that take long, remembered by what each hangs on: the scope goes with its incidents, the rates with their
 * scope, the classes with their rates. Whoever ranks once pays nothing for it; whoever moves a setting pays for the stages behind it.
 */

/** A mask of a million rows is a megabyte. */
const SCOPES = 4
/** Ten columns of a force's cells: some megabytes. */
const ESTIMATES = 4

export const scopeOf: (incidents: IncidentColumns, options: RankOptions) => Scope = remembered(
  SCOPES,
  ({ offences, includeDomestic, publicPlaceOnly, theme, timezone, asOfDay }) =>
    // Only a theme is judged by what was known before a day.
    JSON.stringify([offences, includeDomestic, publicPlaceOnly, theme && [theme, timezone, asOfDay]]),
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
  ({ options: { resolution, history }, period }) => JSON.stringify([resolution, history, period]),
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
    const located = new Map<string, ReturnType<PlaceLocator['locate']>>()
    const units = new Map<string, string>()
    return {
      locate(cells) {
        const key = cells.join(' ')
        const found = located.get(key) ?? locator.locate(cells)
        located.set(key, found)
        return found
      },
      bcuAt(cell) {
        const found = units.get(cell) ?? locator.bcuAt(cell)
        units.set(cell, found)
        return found
      },
    }
  },
)

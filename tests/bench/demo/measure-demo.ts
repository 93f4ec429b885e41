import { loadDemoBoroughs } from '../../../server/src/demo/demo-boroughs.ts'
import { DEMO_INCIDENTS, DEMO_SEED, DEMO_WEEKS } from '../../../server/src/demo/demo-force.ts'
import { generateDemoIncidents } from '../../../server/src/demo/demo-incidents.ts'
import { areaKm2 } from '../../../server/src/demo/plane.ts'
import { parseDay, startOfMonth } from '../../../shared/src/core/index.ts'
import { PUBLIC_PLACE_TYPES } from '../../../shared/src/core/hotspots/themes/shipped-themes.ts'
import {
  concentrationFigures,
  delayFigures,
  densityOf,
  habitFigures,
  monthFigure,
  nearRepeatFigures,
  type ConcentrationFigures,
  type HabitFigures,
} from './force-figures.ts'
import { measureHourProfile } from './hour-profile.ts'
import { periodsBefore } from './measure-real.ts'
import { ofDays } from './sample.ts'

export interface DemoFigures {
  all: ConcentrationFigures
  public: ConcentrationFigures
  density: { all: number; public: number }
  /** share of public incidents in each hour of the week */
  hours: readonly number[]
  nearRepeats: readonly number[]
  delays: { sexual: readonly number[]; other: readonly number[] }
  habits: HabitFigures
  months: number
  domestic: number
}

/** Any Monday: the demonstration ends on the last one before it is made. */
const END_DAY = parseDay('2026-11-16')!

/** The demonstration force as `npm start` makes it, but for its dates. */
export async function measureDemo(seed = DEMO_SEED): Promise<DemoFigures> {
  const areas = await loadDemoBoroughs()
  const ground = areas.reduce((sum, area) => sum + areaKm2(area), 0)
  const incidents = generateDemoIncidents({
    areas,
    incidents: DEMO_INCIDENTS,
    endDay: END_DAY,
    weeks: DEMO_WEEKS,
    seed,
  }).map((incident) => ({
    lat: incident.lat,
    lng: incident.lng,
    localMin: incident.occurredFrom,
    delayMin: incident.recordedAt - incident.occurredFrom,
    isPublic: !incident.domestic && PUBLIC_PLACE_TYPES.includes(incident.place.placeType),
    isSexual: incident.offence === 'sexual-offence',
    domestic: incident.domestic,
  }))
  const open = incidents.filter(({ isPublic }) => isPublic)
  const periods = periodsBefore(END_DAY)
  // What is recorded late is missing at the end of the data, so delays are told of the first half.
  const early = ofDays(incidents, 0, END_DAY - 365)
  const delaysOf = (wanted: boolean): number[] =>
    delayFigures(early.filter(({ isSexual }) => isSexual === wanted).map(({ delayMin }) => delayMin))
  return {
    all: concentrationFigures(incidents, ground, periods),
    public: concentrationFigures(open, ground, periods),
    density: { all: densityOf(incidents, ground, periods.year), public: densityOf(open, ground, periods.year) },
    hours: measureHourProfile(open.map(({ localMin }) => localMin)),
    nearRepeats: nearRepeatFigures(incidents, [periods.year, [periods.year[0] - 363, periods.year[0]]]),
    delays: { sexual: delaysOf(true), other: delaysOf(false) },
    habits: habitFigures(incidents),
    months: monthFigure(incidents, [[startOfMonth(END_DAY, -12), startOfMonth(END_DAY)]]),
    domestic: incidents.filter(({ domestic }) => domestic).length / incidents.length,
  }
}

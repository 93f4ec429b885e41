import { CELL_RESOLUTIONS } from '../../../shared/src/core/index.ts'
import type { Concentration } from './concentration.ts'
import type { ConcentrationFigures } from './force-figures.ts'
import { busiestBins, daysOfWeek, hoursOfDay, totalVariation } from './hour-profile.ts'
import type { DemoFigures } from './measure-demo.ts'
import type { ChicagoFigures, LondonFigures } from './measure-real.ts'

/** One figure of the demonstration beside the real ones, and what it must lie within, ends included. */
export interface ComparedFigure {
  name: string
  /** null: the file does not tell */
  london: number | null
  chicago: number | null
  demo: number
  low: number
  high: number
  /** how it is written */
  unit: '%' | 'ratio' | 'hours'
}

export const isWithin = ({ demo, high, low }: ComparedFigure): boolean => demo >= low && demo <= high

/** All figures that the generator is held to, in the order of the table. */
export function compareFigures(london: LondonFigures, chicago: ChicagoFigures, demo: DemoFigures): ComparedFigure[] {
  return [
    ...concentrationRows('all', london.all.thinned, chicago.all.thinned, demo.all, allTolerance),
    ...concentrationRows('public', null, chicago.public.thinned, demo.public, (cells, found) => {
      // What London's public incidents would show if they stood to all of its incidents as Chicago's do to its own.
      const scaled = (found.chicago * cells(london.all.thinned)) / cells(chicago.all.thinned)
      return { low: found.chicago, high: (1 + SLACK) * scaled }
    }),
    ...hourRows(chicago, demo),
    ...nearRepeatRows(chicago, demo),
    ...delayRows(chicago, demo),
    ...habitRows(london, chicago, demo),
  ]
}

/** What a figure may differ by, relative to the real one. */
const SLACK = 0.12

type Pick = (figures: ConcentrationFigures) => number
type Tolerance = (pick: Pick, found: { london: number; chicago: number }) => { low: number; high: number }

/** The outlines are London's, so London's figures are wanted. */
const allTolerance: Tolerance = (_, { london }) => ({ low: (1 - SLACK) * london, high: (1 + SLACK) * london })

const UNIVERSES: readonly (readonly [string, (found: Concentration) => number])[] = [
  ['cells with incidents', ({ ofOccupied }) => ofOccupied],
  ['all cells', ({ ofAll }) => ofAll],
]

function concentrationRows(
  scope: string,
  london: ConcentrationFigures | null,
  chicago: ConcentrationFigures,
  demo: ConcentrationFigures,
  tolerance: Tolerance,
): ComparedFigure[] {
  return CELL_RESOLUTIONS.flatMap((resolution) =>
    (['stretch', 'year'] as const).flatMap((period) =>
      UNIVERSES.map(([universe, of]): ComparedFigure => {
        const pick: Pick = (figures) => of(figures[resolution][period])
        const found = { london: london === null ? null : pick(london), chicago: pick(chicago) }
        return {
          name: `share in the top 1 % of ${universe}, res ${resolution}, ${period === 'year' ? 'a year' : '12 weeks'}, ${scope}`,
          ...found,
          demo: pick(demo),
          ...tolerance(pick, { london: found.london ?? 0, chicago: found.chicago }),
          unit: '%',
        }
      }),
    ),
  )
}

/** Hours that are looked for among the busiest. */
const BUSIEST = 10

function hourRows(chicago: ChicagoFigures, demo: DemoFigures): ComparedFigure[] {
  const total = chicago.hours.reduce((sum, share) => sum + share, 0)
  const real = chicago.hours.map((share) => share / total)
  const [byWeek, byHour, byDay] = chicago.hoursBetweenYears
  const row = (name: string, between: number, of: (hours: readonly number[]) => number[], high: number) => ({
    name: `total variation from Chicago by ${name}, public`,
    london: null,
    chicago: between,
    demo: totalVariation(of(real), of(demo.hours)),
    low: 0,
    high,
    unit: '%' as const,
  })
  const busiest = busiestBins(real, BUSIEST)
  return [
    row('hour of the week', byWeek, (hours) => [...hours], 0.08),
    row('hour of the day', byHour, hoursOfDay, 0.05),
    row('day of the week', byDay, daysOfWeek, 0.03),
    {
      name: `of the ${BUSIEST} busiest hours of the week the same as Chicago's, public`,
      london: null,
      chicago: BUSIEST,
      demo: busiestBins(demo.hours, BUSIEST).filter((hour) => busiest.includes(hour)).length,
      low: 6,
      high: BUSIEST,
      unit: 'hours',
    },
  ]
}

const BAND_NAMES = ['up to 200 m, 1-7 days', 'up to 200 m, 8-14 days', '200-400 m, 1-7 days', '200-400 m, 8-14 days']
/** Three times the chance error of a ratio of so few pairs in a year, and the mean of two years. */
const RATIO_SLACK = 0.02

function nearRepeatRows(chicago: ChicagoFigures, demo: DemoFigures): ComparedFigure[] {
  return BAND_NAMES.map((name, band) => ({
    name: `pairs against chance, ${name}, public`,
    london: null,
    chicago: chicago.nearRepeats[band]!,
    demo: demo.nearRepeats[band]!,
    low: chicago.nearRepeats[band]! - RATIO_SLACK,
    high: chicago.nearRepeats[band]! + RATIO_SLACK,
    unit: 'ratio',
  }))
}

const DELAY_NAMES = ['6 hours', '1 day', '3 days', '7 days', '28 days', '90 days']

function delayRows(chicago: ChicagoFigures, demo: DemoFigures): ComparedFigure[] {
  return (['sexual', 'other'] as const).flatMap((kind) =>
    DELAY_NAMES.map((name, i) => {
      const real = chicago.delays[kind][i]!
      return {
        name: `recorded after at least ${name}, ${kind === 'sexual' ? 'sexual' : 'other'} offences`,
        london: null,
        chicago: real,
        demo: demo.delays[kind][i]!,
        // A quarter either way, and a tenth of a point, since the longest waits are a handful.
        low: 0.75 * real - 0.001,
        high: 1.25 * real + 0.001,
        unit: '%',
      }
    }),
  )
}

function habitRows(london: LondonFigures, chicago: ChicagoFigures, demo: DemoFigures): ComparedFigure[] {
  const near = (name: string, real: number, found: number, slack: number): ComparedFigure => ({
    name,
    london: null,
    chicago: real,
    demo: found,
    low: real - slack,
    high: real + slack,
    unit: '%',
  })
  return [
    near('times on a full or half hour', chicago.habits.fullAndHalfHours, demo.habits.fullAndHalfHours, 0.03),
    near('times on a multiple of five minutes', chicago.habits.fiveMinutes, demo.habits.fiveMinutes, 0.03),
    near('times at 00:00 or 00:01 on the first of a month', chicago.habits.monthStart, demo.habits.monthStart, 0.0005),
    near('domestic', chicago.domestic, demo.domestic, 0.05),
    {
      name: 'standard deviation of months of a year, of their mean',
      london: london.months,
      chicago: chicago.months,
      demo: demo.months,
      low: (1 - SLACK) * Math.min(london.months, chicago.months),
      high: (1 + SLACK) * Math.max(london.months, chicago.months),
      unit: '%',
    },
    {
      // The real files have their points moved to shared ones; the demonstration has piles and nothing else.
      name: 'incidents on exactly the point of another',
      london: london.sharedPoints,
      chicago: chicago.habits.sharedPoints,
      demo: demo.habits.sharedPoints,
      low: 0.005,
      high: 0.03,
      unit: '%',
    },
  ]
}

const written = (value: number | null, unit: ComparedFigure['unit']): string => {
  if (value === null) return ''
  if (unit === 'ratio') return value.toFixed(3)
  if (unit === 'hours') return String(value)
  return (100 * value).toFixed(Math.abs(value) < 0.01 ? 2 : 1)
}

/** The figures as a table in Markdown. */
export function formatComparison(figures: readonly ComparedFigure[]): string {
  const rows = figures.map((figure) => {
    const { chicago, demo, high, london, low, name, unit } = figure
    const cells = [london, chicago, demo].map((value) => written(value, unit))
    const title = unit === '%' ? `${name}, %` : name
    return `| ${[title, ...cells, `${written(low, unit)} to ${written(high, unit)}`, isWithin(figure) ? 'yes' : '**no**'].join(' | ')} |`
  })
  return [
    '| figure | London | Chicago | demonstration | tolerance | within |',
    '| --- | ---: | ---: | ---: | ---: | --- |',
    ...rows,
  ].join('\n')
}

/** Concentration of the real files with all of their incidents, for whoever wants to hold it against other publications. */
export function formatAsIs(london: LondonFigures, chicago: ChicagoFigures): string {
  const rows = CELL_RESOLUTIONS.flatMap((resolution) =>
    (['stretch', 'year'] as const).flatMap((period) =>
      UNIVERSES.map(([universe, of]) => {
        const values = [london.all, chicago.all, chicago.public].map(({ asIs }) =>
          written(of(asIs[resolution][period]), '%'),
        )
        return `| top 1 % of ${universe}, res ${resolution}, ${period === 'year' ? 'a year' : '12 weeks'}, % | ${values.join(' | ')} |`
      }),
    ),
  )
  return [
    '| all incidents of the files | London | Chicago | Chicago, public |',
    '| --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

/**
 * What the backtest costs: 52 dates, all methods, four years of data, in one process.
 *
 *   node_modules/.bin/node tests/bench/ranking/origins-bench.ts [--resolution 9|10] [--public-place-only] [--made]
 *
 * The data is Chicago 2013-2016 from ../shared/data; --made, or where that is missing, a made city of as many incidents. Processor time
 * stands beside the wall clock, which others on the machine lengthen. The bar is 60 s and 1 GB on two cores.
 */
import { parseArgs } from 'node:util'
import {
  DEFAULT_RANK_OPTIONS,
  MINUTES_PER_DAY,
  parseDay,
  RANKING_METHODS,
  runBacktest,
  type IncidentColumns,
} from '../../../shared/src/core/index.ts'
import { CHICAGO_ZONE, missingChicago, readChicago } from './chicago-columns.ts'
import { madeColumns } from './made-incidents.ts'

const ORIGINS = 52
const BAR = { seconds: 60, mb: 1000 }
/** Rows of the made city: as many as Chicago's four years have. */
const MADE_ROWS = 336_785
/** The first of the dates; the window before it and more are history. */
const FIRST_DAY = parseDay('2014-01-06')!
const STEP_WEEKS = 2
const END_DAY = parseDay('2017-01-01')!

interface Source {
  name: string
  incidents: IncidentColumns
  /** day of the first date and the day by which the last horizon ends */
  fromDay: number
  toDay: number
  timezone: string
}

function readSource(wantsMade: boolean): Source {
  const why = wantsMade ? '--made' : missingChicago()
  const toDay = FIRST_DAY + 7 * STEP_WEEKS * (ORIGINS - 1) + DEFAULT_RANK_OPTIONS.horizonDays
  if (why === undefined)
    return { name: 'Chicago 2013-2016', incidents: readChicago(), fromDay: FIRST_DAY, toDay, timezone: CHICAGO_ZONE }
  console.log(`Not Chicago (${why}): a made city.`)
  // Two years evenly before the "window", which here is the other two years.
  const incidents = madeColumns({
    inWindow: MADE_ROWS / 2,
    before: MADE_ROWS - MADE_ROWS / 2,
    weeks: 104,
    asOfUtcMin: END_DAY * MINUTES_PER_DAY,
    seed: 1,
  })
  return { name: 'a made city', incidents, fromDay: FIRST_DAY, toDay, timezone: 'UTC' }
}

const { values } = parseArgs({
  options: { resolution: { type: 'string' }, made: { type: 'boolean' }, 'public-place-only': { type: 'boolean' } },
})
const publicPlaceOnly = values['public-place-only'] === true
const resolution = values.resolution === '9' ? 9 : 10
const { name, incidents, fromDay, toDay, timezone } = readSource(values.made === true)
const started = performance.now()
const before = process.cpuUsage()
const result = runBacktest({
  incidents,
  options: {
    ...DEFAULT_RANK_OPTIONS,
    publicPlaceOnly,
    resolution,
    timezone,
    fromDay,
    toDay,
    stepWeeks: STEP_WEEKS,
    methods: RANKING_METHODS.map(({ id }) => id),
  },
})
const seconds = (performance.now() - started) / 1000
const { user, system } = process.cpuUsage(before)
const mb = process.resourceUsage().maxRSS / 1024
const verdict = (isIn: boolean): string => (isIn ? 'inside' : 'OUTSIDE')
console.log(
  `${name}: ${incidents.length} incidents, resolution ${resolution}, ${result.origins.length} dates, ${result.summaries.length} methods`,
)
console.log(`wall clock      ${seconds.toFixed(1)} s, ${verdict(seconds < BAR.seconds)} the bar of ${BAR.seconds} s`)
console.log(`processor time  ${((user + system) / 1e6).toFixed(1)} s`)
console.log(`peak memory     ${mb.toFixed(0)} MB, reading included, ${verdict(mb < BAR.mb)} the bar of ${BAR.mb} MB`)

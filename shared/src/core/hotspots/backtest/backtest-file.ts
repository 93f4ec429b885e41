import { round6 } from '../../canonical-json.ts'
import { PLANNER_VERSION } from '../../planner-version.ts'
import { formatDay } from '../../time.ts'
import { toThemeRecord } from '../themes/theme-record.ts'
import type { Backtest, BacktestOrigin, MethodAtOrigin, MethodSummary } from './backtest.ts'
import { RESAMPLES, SEED, type Interval } from './paired-bootstrap.ts'
import { toSurenessRecord } from './sureness/sureness-file.ts'

/** The backtest as its JSON file: fixed key order, numbers to 6 decimals, no time of the run. */
export function toBacktestFile({
  meta,
  origins,
  summaries,
  ceilings,
  baseRate,
  comparisons,
  joined,
  sureness,
  warnings,
}: Backtest) {
  return {
    meta: {
      from: formatDay(meta.fromDay),
      to: formatDay(meta.toDay),
      unit: meta.unit,
      stepWeeks: meta.stepWeeks,
      weeks: meta.weeks,
      horizonDays: meta.unit === 'month' ? null : meta.horizonDays,
      top: meta.top,
      resolution: meta.resolution,
      timezone: meta.timezone,
      offences: [...meta.offences],
      includeDomestic: meta.includeDomestic,
      publicPlaceOnly: meta.publicPlaceOnly,
      ...toThemeRecord(meta.theme),
      harmShare: round6(meta.harmShare),
      harmTable: { name: meta.harmTable.name, source: meta.harmTable.source },
      dataFrom: formatDay(meta.firstDay),
      incidentsBefore: meta.incidentsBefore,
      studyCells: meta.studyCells,
      studyAreaKm2: round6(meta.studyAreaM2 / 1e6),
      origins: origins.length,
      incidents: origins.reduce((sum, origin) => sum + origin.incidents, 0),
      harmDays: round6(origins.reduce((sum, origin) => sum + origin.harmDays, 0)),
      baseRate: round6(baseRate),
      bootstrap: { resamples: RESAMPLES, seed: SEED, level: 0.95 },
      plannerVersion: PLANNER_VERSION,
    },
    warnings: [...warnings],
    methods: [...summaries, ...ceilings].map(toSummary),
    comparisons: comparisons.map(({ method, against, hits, pei, harm }) => ({
      method,
      against,
      hits: toInterval(hits),
      pei: toInterval(pei),
      harm: toInterval(harm),
    })),
    origins: origins.map((origin) => toOrigin(origin, summaries)),
    joined: joined.map((one) => ({
      method: one.method,
      places: round6(one.places),
      cells: round6(one.cells),
      areaKm2: round6(one.areaM2 / 1e6),
      hits: one.hits,
      freeHits: one.freeHits,
      singleHits: one.singleHits,
      loss: toInterval(one.loss),
    })),
    sureness: sureness.map(toSurenessRecord),
  }
}

const orNull = (value: number | null): number | null => (value === null ? null : round6(value))

function toSummary(summary: MethodSummary) {
  return {
    method: summary.method,
    hits: summary.hits,
    hitRate: round6(summary.hitRate),
    pai: round6(summary.pai),
    pei: round6(summary.pei),
    shareOfAttainable: round6(summary.shareOfAttainable),
    boxPrecision: round6(summary.boxPrecision),
    calibration: orNull(summary.calibration),
    pitInside: orNull(summary.pitInside),
    significantCells: orNull(summary.significantCells),
    harmRate: orNull(summary.harmRate),
    harmPei: orNull(summary.harmPei),
  }
}

const toInterval = ({ mean, low, high }: Interval) => ({ mean: round6(mean), low: round6(low), high: round6(high) })

function toOrigin(origin: BacktestOrigin, summaries: readonly MethodSummary[]) {
  return {
    asOf: formatDay(origin.asOfDay),
    horizonTo: formatDay(origin.horizonToDay),
    incidents: origin.incidents,
    attainable: origin.attainable,
    baseRate: round6(origin.baseRate),
    harmDays: round6(origin.harmDays),
    harmAttainable: round6(origin.harmAttainable),
    ceilingHits: origin.ceiling.hits,
    ceilingOutsideHits: origin.ceilingOutside.hits,
    methods: origin.methods.map((done, m) => toMethodAtOrigin(summaries[m]!.method, done)),
  }
}

function toMethodAtOrigin(
  method: string,
  { hits, harmDays, areaM2, boxesHit, forecast, significant, joined }: MethodAtOrigin,
) {
  return {
    method,
    hits,
    areaKm2: round6(areaM2 / 1e6),
    boxesHit,
    expected: forecast === undefined ? null : round6(forecast.expected),
    significant: significant ?? null,
    joined:
      joined === undefined
        ? null
        : {
            places: joined.places,
            cells: joined.cells,
            areaKm2: round6(joined.areaM2 / 1e6),
            hits: joined.hits,
            freeHits: joined.freeHits,
            singleHits: joined.singleHits,
          },
    harmDays: round6(harmDays),
  }
}

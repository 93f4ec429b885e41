import { formatDay, type Backtest, type Comparison } from '@planner/shared/core'
import { aligned } from './aligned.ts'
import { surenessTable } from './sureness-table.ts'

const percent = (share: number): string => (100 * share).toFixed(1)
const signed = (value: number, digits: number): string => `${value < 0 ? '' : '+'}${value.toFixed(digits)}`

/** The result for a person: warnings, one line a method, and ours against the other methods. */
export function backtestTable({
  meta,
  origins,
  summaries,
  ceilings,
  baseRate,
  comparisons,
  joined,
  sureness,
  warnings,
}: Backtest): string {
  const against = new Map(comparisons.filter((one) => one.against === 'raw-count').map((one) => [one.method, one]))
  const incidents = origins.reduce((sum, origin) => sum + origin.incidents, 0)
  const rows = [...summaries, ...ceilings].map((summary) => [
    summary.method,
    summary.label,
    percent(summary.hitRate),
    summary.pai.toFixed(1),
    summary.pei.toFixed(3),
    percent(summary.shareOfAttainable),
    percent(summary.boxPrecision),
    summary.harmRate === null ? '' : percent(summary.harmRate),
    summary.harmPei?.toFixed(3) ?? '',
    summary.calibration?.toFixed(2) ?? '',
    summary.pitInside === null ? '' : percent(summary.pitInside),
    summary.significantCells?.toFixed(0) ?? '',
    gain(against.get(summary.method)),
    peiGain(against.get(summary.method)),
    harmGain(against.get(summary.method)),
  ])
  const head = [
    'method',
    '',
    'hit %',
    'PAI',
    'PEI',
    'of ceiling %',
    'boxes hit %',
    'harm %',
    'harm PEI',
    'exp/obs',
    'PIT .1-.9 %',
    'significant',
    'hits against raw-count, % [95 %]',
    'PEI against raw-count [95 %]',
    'harm against raw-count, % [95 %]',
  ]
  const ours = comparisons.filter((one) => one.against !== 'raw-count')
  return [
    ...warnings.map((warning) => `WARNING ${warning}`),
    `${origins.length} origins from ${formatDay(origins[0]!.asOfDay)} to ${formatDay(origins.at(-1)!.asOfDay)}, ${incidents} incidents to find; ` +
      `top ${meta.top} of ${meta.studyCells} cells of resolution ${meta.resolution} (${(meta.studyAreaM2 / 1e6).toFixed(1)} km2)`,
    `data from ${formatDay(meta.firstDay)}, ${meta.incidentsBefore} incidents before the first origin; ` +
      `${percent(baseRate)} % of all cells had an incident in a horizon`,
    '',
    ...aligned([head, ...rows]),
    '',
    ...aligned([
      ['ours', 'against', 'hits, % [95 %]', 'PEI [95 %]', 'harm, % [95 %]'],
      ...ours.map((one) => [one.method, one.against, gain(one), peiGain(one), harmGain(one)]),
    ]),
    '',
    ...joinedLines(joined),
    ...sureness.flatMap((one) => [...surenessTable(one, origins.length), '']),
  ].join('\n')
}

/** Joined places beside as many free cells. */
function joinedLines(joined: Backtest['joined']): string[] {
  if (joined.length === 0) return []
  return [
    ...aligned([
      ['joined', '', 'places', 'cells', 'km2', 'hits', 'as many free cells', 'single cells', 'hits lost, % [95 %]'],
      ...joined.map((one) => [
        one.method,
        '',
        one.places.toFixed(0),
        one.cells.toFixed(1),
        (one.areaM2 / 1e6).toFixed(2),
        one.hits.toFixed(0),
        one.freeHits.toFixed(0),
        one.singleHits.toFixed(0),
        `${percent(one.loss.mean)} [${percent(one.loss.low)}, ${percent(one.loss.high)}]`,
      ]),
    ]),
    '',
  ]
}

const gain = (comparison: Comparison | undefined): string => relativeGain(comparison?.hits)
const harmGain = (comparison: Comparison | undefined): string => relativeGain(comparison?.harm)

function relativeGain(interval: Comparison['hits'] | undefined): string {
  if (interval === undefined) return ''
  const { mean, low, high } = interval
  return `${signed(100 * mean, 1)} [${signed(100 * low, 1)}, ${signed(100 * high, 1)}]`
}

function peiGain(comparison: Comparison | undefined): string {
  if (comparison === undefined) return ''
  const { mean, low, high } = comparison.pei
  return `${signed(mean, 4)} [${signed(low, 4)}, ${signed(high, 4)}]`
}

import type { Fidelity } from '../../../shared/src/core/index.ts'
import {
  BARS,
  isInsideBar,
  OF_HANDOVERS,
  type Bar,
  type FigureName,
} from '../../../shared/src/core/plans/measures/bars.ts'
import type { Estimate } from '../../../shared/src/core/plans/measures/measured-plan.ts'
import { BLOCK_HOURS, type BenchResult } from './bench-job.ts'

/** All that was measured of one instance. */
export interface BenchFindings {
  id: string
  name: string
  places: number
  toursPerDay: number
  days: number
  /** false: the roster is meant to be too small, so bars that need capacity do not count */
  carriesDose: boolean
  ours: readonly BenchResult[]
  /** by planner; empty where ours stands alone */
  comparators: ReadonlyMap<string, readonly BenchResult[]>
  /** coverage per visit of greedy by BLOCK_HOURS, planned for that block, under the mean budget and under the ceilings alone */
  greedy: { budget: readonly number[]; far: readonly number[] } | undefined
  fidelity: Fidelity | null
}

export const OURS = 'ours (calibrated jump process)'
const GREEDY = 'deterministic greedy, mean budget'
const UNIFORM = 'uniform random, far ceilings'
const UNIFORM_BUDGET = 'uniform random, mean budget'
const TWO_HOURS = BLOCK_HOURS.indexOf(2)

type Measured = Pick<BenchResult, 'values' | 'perVisit'>

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function estimatesOf(results: readonly Measured[], name: FigureName): Estimate[] {
  return results.flatMap(({ values }) => values?.[name] ?? [])
}

function medianOf(results: readonly Measured[], name: FigureName): number | undefined {
  const found = estimatesOf(results, name).map(({ value }) => value)
  return found.length === 0 ? undefined : median(found)
}

function perVisitOf(results: readonly Measured[], at = TWO_HOURS): number {
  return median(results.map(({ perVisit }) => perVisit![at]!))
}

const show = (value: number | undefined, digits = 2): string =>
  value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits)

function list(results: readonly Measured[], names: readonly FigureName[], digits = 2): string {
  return names.map((name) => show(medianOf(results, name), digits)).join('/')
}

/** One instance: all planners side by side, then what it says of coverage. */
export function formatComparison(findings: BenchFindings): string {
  const { ours, comparators, greedy } = findings
  const rows = [...comparators, [OURS, ours] as const]
  const head =
    '| planner | visits a tour | dose A/B/C (least) | coverage of bound | per visit, of greedy / of uniform | static | local | network | safest decile local (of static) | safe window 30/60/120 | quota leak | E1 | E2 | emptiest | break sync | lift |'
  const body = rows.map(([name, results]) =>
    [
      '',
      name,
      show(medianOf(results, 'visitsPerTour'), 1),
      `${list(results, ['doseRatioA', 'doseRatioB', 'doseRatioC'])} (${show(medianOf(results, 'doseRatioLeast'))})`,
      show(medianOf(results, 'coverageOfBound')),
      `${show(perVisitOf(results) / perVisitOf(comparators.get(GREEDY)!))} / ${show(perVisitOf(results) / perVisitOf(comparators.get(UNIFORM)!))}`,
      show(medianOf(results, 'staticSkill'), 3),
      show(medianOf(results, 'localSkill'), 3),
      show(medianOf(results, 'networkSkill'), 3),
      `${show(medianOf(results, 'safestDecileLocal'))} (${show(medianOf(results, 'safestDecileRatio'))})`,
      list(results, ['safeWindow30', 'safeWindow60', 'safeWindow120']),
      show(medianOf(results, 'quotaLeak')),
      show(medianOf(results, 'minuteEntropy'), 3),
      show(medianOf(results, 'clockRepeat')),
      show(medianOf(results, 'emptiestHalfHour')),
      show(medianOf(results, 'breakSync')),
      show(medianOf(results, 'neighbourLift')),
      '',
    ]
      .join(' | ')
      .trim(),
  )
  const blocks = (of: (at: number) => number): string => BLOCK_HOURS.map((_, at) => show(of(at))).join(', ')
  const notes =
    greedy === undefined
      ? []
      : [
          `Coverage per visit of ours with blocks of ${BLOCK_HOURS.join(', ')} hours: ${blocks((at) => perVisitOf(ours, at) / greedy.budget[at]!)} of greedy's under the mean budget, ${blocks((at) => perVisitOf(ours, at) / greedy.far[at]!)} of greedy's under the ceilings alone (greedy planned for each block); ${blocks((at) => perVisitOf(ours, at) / perVisitOf(comparators.get(UNIFORM_BUDGET)!, at))} and ${blocks((at) => perVisitOf(ours, at) / perVisitOf(comparators.get(UNIFORM)!, at))} of uniform's.`,
        ]
  return [titleOf(findings), '', head, `|---|${'--:|'.repeat(15)}`, ...body, '', ...notes].join('\n')
}

function titleOf({ name, places, toursPerDay, days, fidelity }: BenchFindings): string {
  const told =
    fidelity === null
      ? ''
      : ` Fidelity over ${fidelity.draws} draws: variance ratio ${fidelity.varianceRatio.toFixed(3)} ± ${fidelity.varianceRatioError.toFixed(3)}, slope ${fidelity.slope.toFixed(3)} ± ${fidelity.slopeError.toFixed(3)}.`
  return `**${name}**: ${places} places, ${toursPerDay} tours a day, ${days} days.${told}`
}

interface Judged {
  text: string
  isMissed: boolean
}

/** A bar holds when the median lies inside, and nine keys in ten inside the bar widened by twice their own error. */
function judge({ ours, carriesDose }: BenchFindings, bar: Bar): Judged {
  const found = estimatesOf(ours, bar.name)
  if (found.length === 0) return { text: 'too few', isMissed: false }
  const value = median(found.map((estimate) => estimate.value))
  const error = median(found.map((estimate) => estimate.error))
  const { low, excuse } = ours[0]!.emptiest ?? { low: 0, excuse: null }
  const stands = bar.name === 'emptiestHalfHour' ? { ...bar, low } : bar
  const inside = found.filter((estimate) => isInsideBar(estimate, stands)).length / found.length
  const digits = Math.abs(value) < 0.1 ? 4 : 3
  const text = `${value.toFixed(digits)} ± ${error.toFixed(digits)} (${Math.round(inside * 100)} %)`
  if (error > bar.mostError) return { text: `${text}, too few`, isMissed: false }
  const passes = isInsideBar({ value, error: 0 }, stands) && inside >= 0.9
  const isExcused = (bar.needsCapacity === true && !carriesDose) || (OF_HANDOVERS.has(bar.name) && excuse !== null)
  if (passes) return { text, isMissed: false }
  return { text: `${text} ${isExcused ? '(roster)' : '**outside**'}`, isMissed: !isExcused }
}

const barText = ({ low, high }: Bar): string =>
  [low === undefined ? '' : `≥ ${low}`, high === undefined ? '' : `≤ ${high}`].filter((part) => part !== '').join(', ')

/** Ours against every bar, one column for each instance. */
export function formatBars(instances: readonly BenchFindings[]): string {
  const rows = BARS.map((bar) => {
    const shown = bar.name === 'emptiestHalfHour' ? '≥ 0.45 (0.6 staggered)' : barText(bar)
    return `| \`${bar.name}\` | ${shown} | ${instances.map((findings) => judge(findings, bar).text).join(' | ')} |`
  })
  return [
    `| figure | bar | ${instances.map(({ id }) => id).join(' | ')} |`,
    `|---|---|${instances.map(() => '--:|').join('')}`,
    ...rows,
  ].join('\n')
}

/** One line for each instance: the figures that decide, and the bars that are not held. */
export function formatInstances(instances: readonly BenchFindings[]): string {
  const rows = instances.map((findings) => {
    const { ours } = findings
    const missed = BARS.filter((bar) => judge(findings, bar).isMissed).map(({ name }) => `\`${name}\``)
    const excuse = ours[0]?.emptiest?.excuse
    return [
      '',
      findings.name,
      `${findings.places} / ${findings.toursPerDay}`,
      show(medianOf(ours, 'visitsPerTour'), 1),
      `${list(ours, ['doseRatioA', 'doseRatioB', 'doseRatioC'])} (${show(medianOf(ours, 'doseRatioLeast'))})`,
      list(ours, ['staticSkill', 'localSkill', 'networkSkill'], 3),
      show(medianOf(ours, 'localSkillOverTruth'), 4),
      `${show(medianOf(ours, 'safestDecileLocal'))} (${show(medianOf(ours, 'safestDecileRatio'))})`,
      list(ours, ['safeWindow30', 'safeWindow60', 'safeWindow120']),
      show(medianOf(ours, 'clockRepeat')),
      show(medianOf(ours, 'emptiestHalfHour')),
      show(medianOf(ours, 'neighbourLift')),
      show(medianOf(ours, 'coverageOfBound')),
      `${missed.length === 0 ? 'none' : missed.join(', ')}${excuse == null ? '' : `; ${excuse}`}`,
      '',
    ]
      .join(' | ')
      .trim()
  })
  return [
    '| instance | places / tours a day | visits a tour | dose A/B/C (least) | static/local/network | over truth | safest decile local (of static) | safe window 30/60/120 | E2 | emptiest | lift | of bound | bars not held |',
    `|---|${'--:|'.repeat(11)}---|`,
    ...rows,
  ].join('\n')
}

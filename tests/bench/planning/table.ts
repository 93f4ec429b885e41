/**
 * Prints the table of docs/planning.md: our mechanism and the planners that it is held against, on one instance, in one run.
 *
 *   node tests/bench/planning/table.ts [--keys 20] [--write]
 *
 * `--write` puts the table into docs/planning.md between its markers.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { drawMechanism, judgeMechanism, PLANNER_VERSION, type PlanInput } from '../../../shared/src/core/index.ts'
import { measureFigures, type FigureName } from '../../../shared/src/core/plans/measures/bars.ts'
import { boundCoverage } from '../../../shared/src/core/plans/measures/coverage-bound.ts'
import { COMPARATORS } from './comparators/planners.ts'
import { listUnits, measureComparator } from './comparators/measure-comparator.ts'
import { createRealInstance, findMissingData, loadRealHotspots, LOADS, type Load } from './real-instance.ts'

const DOCUMENT = resolve(import.meta.dirname, '../../../docs/planning.md')
const FORMATTER = resolve(import.meta.dirname, '../../../node_modules/.bin/oxfmt')
const MARKERS = { from: '<!-- table: made by tests/bench/planning/table.ts -->', to: '<!-- end of table -->' }
const OURS = 'ours (calibrated jump process)'
const GREEDY = 'deterministic greedy, far ceilings'
const UNIFORM = 'uniform random, far ceilings'

type Medians = Partial<Record<FigureName, number>>

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Medians over keys, and what is worth saying of ours alone. */
function measureAll(input: PlanInput, keys: number): { rows: Map<string, Medians>; notes: string[] } {
  const rows = new Map<string, Medians>()
  const units = listUnits(input)
  const first = COMPARATORS[0]!.plan
  const bound = boundCoverage(measureComparator(input, units, first, 0), input.travel)
  for (const { name, isRandom, plan } of COMPARATORS) {
    const found = new Map<FigureName, number[]>()
    for (let seed = 1; seed <= (isRandom ? keys : 1); seed++) {
      const { values } = measureFigures(measureComparator(input, units, plan, seed), input.travel, { bound })
      for (const [figure, estimate] of Object.entries(values) as [FigureName, { value: number } | null][])
        if (estimate !== null) found.set(figure, [...(found.get(figure) ?? []), estimate.value])
    }
    rows.set(name, Object.fromEntries([...found].map(([figure, list]) => [figure, median(list)])))
    process.stderr.write(`  ${name}\n`)
  }
  const draws = drawMechanism(input, { from: 0, to: keys, observeEvery: 1 })
  const ours = Object.entries(draws.figures).map(([figure, list]) => [
    figure,
    list.some((estimate) => estimate !== null) ? median(list.flatMap((estimate) => estimate?.value ?? [])) : undefined,
  ])
  rows.set(OURS, Object.fromEntries(ours.filter(([, value]) => value !== undefined)) as Medians)
  process.stderr.write(`  ${OURS}\n`)
  const { figures, fidelity } = judgeMechanism([draws])
  const outside = figures
    .filter(({ median: value, low, high, inside }) => value < (low ?? value) || value > (high ?? value) || inside < 0.9)
    .map(
      ({ name, median: value, inside }) =>
        `${name} (median ${value.toFixed(3)}, inside with its own error in ${Math.round(inside * 100)} % of keys)`,
    )
  const notes = [
    outside.length === 0 ? 'Ours is inside every bar of this table.' : `Ours is outside: ${outside.join('; ')}.`,
    ...(fidelity === null
      ? []
      : [
          `Fidelity over these draws: variance ratio ${fidelity.varianceRatio.toFixed(3)}, slope ${fidelity.slope.toFixed(3)}, intercept ${fidelity.intercept.toFixed(5)}.`,
        ]),
  ]
  return { rows, notes }
}

function formatTable({ rows, notes }: ReturnType<typeof measureAll>): string {
  const perVisit = (row: Medians | undefined): number =>
    (row?.coverageOfBound ?? Number.NaN) / (row?.visits ?? Number.NaN)
  const show = (value: number | undefined, digits = 2): string =>
    value === undefined || Number.isNaN(value) ? '' : value.toFixed(digits)
  const list = (row: Medians, names: readonly FigureName[], digits = 2): string =>
    names.map((name) => show(row[name], digits)).join('/')
  const head =
    '| planner | visits a tour | dose A/B/C (least) | coverage of bound | per visit, of greedy / of uniform | static | local | network | safest decile local (of static) | safe window 30/60/120 | quota leak | E1 | E2 | emptiest | break sync | lift |'
  const body = [...rows].map(([name, row]) =>
    [
      '',
      name,
      show(row.visitsPerTour, 1),
      `${list(row, ['doseRatioA', 'doseRatioB', 'doseRatioC'])} (${show(row.doseRatioLeast)})`,
      show(row.coverageOfBound),
      `${show(perVisit(row) / perVisit(rows.get(GREEDY)))} / ${show(perVisit(row) / perVisit(rows.get(UNIFORM)))}`,
      show(row.staticSkill, 3),
      show(row.localSkill, 3),
      show(row.networkSkill, 3),
      `${show(row.safestDecileLocal)} (${show(row.safestDecileRatio)})`,
      list(row, ['safeWindow30', 'safeWindow60', 'safeWindow120']),
      show(row.quotaLeak),
      show(row.minuteEntropy, 3),
      show(row.clockRepeat),
      show(row.emptiestHalfHour),
      show(row.breakSync),
      show(row.neighbourLift),
      '',
    ]
      .join(' | ')
      .trim(),
  )
  return [head, `|---|${'--:|'.repeat(15)}`, ...body, '', ...notes].join('\n')
}

const { values: options } = parseArgs({
  options: { keys: { type: 'string', default: '20' }, write: { type: 'boolean', default: false } },
})
const keys = Number(options.keys)
const missing = findMissingData()
if (missing !== undefined) process.stdout.write(`Skipped: ${missing} is not there.\n`)
else if (!Number.isInteger(keys) || keys < 1)
  throw new Error(`--keys is "${options.keys}"; it must be a whole number above 0.`)
else {
  const hotspots = loadRealHotspots()
  const parts = LOADS.map((load: Load) => {
    process.stderr.write(`${load.name}\n`)
    const input = createRealInstance(hotspots, load)
    const tours = input.shifts.length / input.days
    return `**${load.name}**: ${input.hotspots.length} places, ${tours} tours a day, ${input.days} days.\n\n${formatTable(measureAll(input, keys))}`
  })
  const seconds = Math.round(process.cpuUsage().user / 1e6)
  const text = `Medians over ${keys} ${keys === 1 ? 'key' : 'keys'} (greedy has none), planner ${PLANNER_VERSION}, ${seconds} s of processor time.\n\n${parts.join('\n\n')}`
  process.stdout.write(`${text}\n`)
  if (options.write) {
    const document = readFileSync(DOCUMENT, 'utf8')
    const from = document.indexOf(MARKERS.from)
    const to = document.indexOf(MARKERS.to)
    if (from < 0 || to < from) throw new Error(`${DOCUMENT} has lost its table markers.`)
    writeFileSync(DOCUMENT, `${document.slice(0, from + MARKERS.from.length)}\n\n${text}\n\n${document.slice(to)}`)
    execFileSync(FORMATTER, [DOCUMENT], { stdio: 'ignore' })
  }
}

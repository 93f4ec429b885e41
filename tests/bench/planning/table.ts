/**
 * Prints the tables of docs/planning.md: our mechanism and the planners that it is held against, on the London places and on
 * instances made up to be unlike them.
 *
 *   node tests/bench/planning/table.ts [--keys 20] [--comparator-keys 5] [--made-keys 5] [--workers 2] [--only ID,ID] [--write]
 *
 * Results are kept in generated/planning-table, so a run that was stopped goes on where it was. `--write` puts the tables into
 * docs/planning.md between its markers.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PLANNER_VERSION, type Hotspot, type PlanInput } from '../../../shared/src/core/index.ts'
import type { BenchJob, BenchResult } from './bench-job.ts'
import { nameOf, runJobs } from './bench-pool.ts'
import { openStore } from './bench-store.ts'
import { COMPARATORS } from './comparators/planners.ts'
import { MADE_INSTANCES } from './made-instances.ts'
import { createRealInstance, findMissingData, loadRealHotspots, LOADS } from './real-instance.ts'
import { formatBars, formatComparison, formatInstances, type BenchFindings } from './table-text.ts'

const DOCUMENT = resolve(import.meta.dirname, '../../../docs/planning.md')
const FORMATTER = resolve(import.meta.dirname, '../../../node_modules/.bin/oxfmt')
const MARKERS = { from: '<!-- table: made by tests/bench/planning/table.ts -->', to: '<!-- end of table -->' }
const FIDELITY_DRAWS = 100

const { values: options } = parseArgs({
  options: {
    keys: { type: 'string', default: '20' },
    'comparator-keys': { type: 'string', default: '5' },
    'made-keys': { type: 'string', default: '5' },
    workers: { type: 'string', default: '1' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})

function readCount(name: 'keys' | 'comparator-keys' | 'made-keys' | 'workers'): number {
  const count = Number(options[name])
  if (Number.isInteger(count) && count >= 1) return count
  throw new Error(`--${name} is "${options[name]}"; it must be a whole number above 0.`)
}

const keys = readCount('keys')
const comparatorKeys = Math.min(keys, readCount('comparator-keys'))
const madeKeys = Math.min(keys, readCount('made-keys'))
const workers = readCount('workers')
const only = options.only?.split(',')
const isWanted = ({ id }: { id: string }): boolean => only?.includes(id) ?? true
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

function listJobs(id: string, isMade: boolean): BenchJob[] {
  const ours = numbers(isMade ? madeKeys : keys).map((draw): BenchJob => ({ kind: 'ours', instance: id, draw }))
  if (isMade) return ours
  return [
    ...ours,
    { kind: 'fidelity', instance: id, draws: FIDELITY_DRAWS },
    ...COMPARATORS.flatMap(({ name, isRandom }) =>
      numbers(isRandom ? comparatorKeys : 1).map((key): BenchJob => ({
        kind: 'comparator',
        instance: id,
        planner: name,
        seed: key + 1,
      })),
    ),
    { kind: 'greedy-by-block', instance: id, rule: 'budget' },
    { kind: 'greedy-by-block', instance: id, rule: 'far' },
  ]
}

const missing = findMissingData()
if (missing !== undefined) process.stdout.write(`Skipped: ${missing} is not there.\n`)
else {
  const store = openStore()
  const kept = store.read('hotspots') as Hotspot[] | undefined
  const hotspots = kept ?? loadRealHotspots()
  if (kept === undefined) store.write('hotspots', hotspots)
  const loads = LOADS.filter(isWanted)
  const made = MADE_INSTANCES.filter(isWanted)
  const jobs = [...loads.flatMap(({ id }) => listJobs(id, false)), ...made.flatMap(({ id }) => listJobs(id, true))]
  const readResult = (job: BenchJob): BenchResult => store.read(nameOf(job)) as BenchResult
  await runJobs(jobs, store, workers)
  const seconds = jobs.reduce((sum, job) => sum + readResult(job).seconds, 0)

  const find = (id: string, name: string, input: PlanInput, isMade: boolean): BenchFindings => {
    const results = listJobs(id, isMade).map((job) => ({ job, result: readResult(job) }))
    const ofKind = (kind: BenchJob['kind']) => results.filter(({ job }) => job.kind === kind)
    const byBlock = ofKind('greedy-by-block').map(({ result }) => result.perVisit!)
    const comparators = Map.groupBy(ofKind('comparator'), ({ job }) => (job.kind === 'comparator' ? job.planner : ''))
    return {
      id,
      name,
      places: input.hotspots.length,
      toursPerDay: input.shifts.length / input.days,
      days: input.days,
      carriesDose: id !== 'short',
      ours: ofKind('ours').map(({ result }) => result),
      comparators: new Map([...comparators].map(([planner, list]) => [planner, list.map(({ result }) => result)])),
      greedy: byBlock.length < 2 ? undefined : { budget: byBlock[0]!, far: byBlock[1]! },
      fidelity: ofKind('fidelity')[0]?.result.fidelity ?? null,
    }
  }
  const london = loads.map((load) => find(load.id, load.name, createRealInstance(hotspots, load), false))
  const others = made.map(({ id, name, create }) => find(id, name, create(), true))
  const text = [
    `Planner ${PLANNER_VERSION}; ours over ${keys} keys, random comparators over ${comparatorKeys}, medians (greedy has no key). ${Math.round(seconds)} s of processor time.`,
    ...london.map(formatComparison),
    ...(london.length === 0
      ? []
      : [
          `**Ours against every bar**: median over ${keys} keys ± its own sampling error (share of keys inside the bar widened by twice that). \`(roster)\`: outside, where the roster cannot carry the dose.`,
          formatBars(london),
        ]),
    ...(others.length === 0
      ? []
      : [`**Instances unlike London**, ${madeKeys} keys each, nothing fitted to them:`, formatInstances(others)]),
  ].join('\n\n')
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

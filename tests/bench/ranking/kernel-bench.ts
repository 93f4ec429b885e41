/**
 * How fast incidents are counted by cell, with scope and period: the product's own `selectScope` and `countCells` beside the same aggregation in
 * Postgres and in ClickHouse, in one run on the same rows. All three must agree cell by cell.
 *
 *   npm install --prefix tests/bench/chdb --no-package-lock    (once; ClickHouse as a library, 540 MB; left out, it is left out)
 *   node_modules/.bin/node tests/bench/ranking/kernel-bench.ts [--incidents 1000000] [--rounds 15] [--as-loaded]
 *
 * Rows lie by place, as in the server's snapshot, for all three; --as-loaded leaves them in no order, as the command line has them. The databases get what suits them: cells and classes as small integers, everything in memory and analysed, no rows sent back while the clock
 * runs. The three take turns, and the least time of each is the one that others on the machine disturbed least.
 */
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  createZone,
  DEFAULT_RANK_OPTIONS,
  MINUTES_PER_DAY,
  orderByPlace,
  parseDay,
} from '../../../shared/src/core/index.ts'
import { cellColumn, countCells, type CellCounts } from '../../../shared/src/core/hotspots/cell-counts.ts'
import { dayPeriod } from '../../../shared/src/core/hotspots/ranking-period.ts'
import { selectScope } from '../../../shared/src/core/hotspots/scope.ts'
import { openClickHouse } from './clickhouse-engine.ts'
import type { CountRow, Engine, KernelQuestion } from './kernel-engine.ts'
import { madeColumns } from './made-incidents.ts'
import { openPostgres } from './postgres-engine.ts'

const BAR_NS = 60
const WEEKS = 12
/** Share of the rows in the window; the rest is history. */
const IN_WINDOW = 0.5
const { values: asked } = parseArgs({
  options: { incidents: { type: 'string' }, rounds: { type: 'string' }, 'as-loaded': { type: 'boolean' } },
})
const rows = Number(asked.incidents ?? 1_000_000)
const rounds = Number(asked.rounds ?? 15)

const asOfDay = parseDay('2026-01-05')!
const zone = createZone('Europe/London')
const inWindow = Math.round(IN_WINDOW * rows)
const asOfUtcMin = asOfDay * MINUTES_PER_DAY
const loaded = madeColumns({ inWindow, before: rows - inWindow, weeks: WEEKS, asOfUtcMin, seed: 1 })
const incidents = asked['as-loaded'] === true ? loaded : orderByPlace(loaded)
const options = { ...DEFAULT_RANK_OPTIONS, asOfDay, publicPlaceOnly: true }
const window = dayPeriod(asOfDay - 7 * WEEKS, asOfDay, zone)
const late = dayPeriod(asOfDay - 7 * (WEEKS / 4), asOfDay, zone)
const question: KernelQuestion = { incidents, options, window, late }

/** Of incidents as they are when they have just been read: what is remembered of rows from one question to the next is made anew. */
function countHere(): CellCounts {
  const read = { ...incidents }
  return countCells(read, selectScope(read, options).selected, options.resolution, window, late, true)
}

/** The counts as a database gives them. */
function toRows(counts: CellCounts): CountRow[] {
  const { dictionary } = cellColumn(incidents, options.resolution)
  return Array.from(dictionary, (_, code): CountRow => {
    const cell = counts.indexOf[code]!
    return cell < 0 ? [code, 0, 0, 0] : [code, counts.early[cell]!, counts.late[cell]!, counts.history[cell]!]
  }).filter(([, ...parts]) => parts.some((count) => count > 0))
}

/** One run: by the clock, and of this process's processor time, all threads. */
interface Cost {
  ms: number
  cpuMs: number
}

async function costOf(run: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage()
  const started = performance.now()
  await run()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(before)
  return { ms, cpuMs: (user + system) / 1000 }
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
const perIncident = (ms: number): number => (ms * 1e6) / rows

const folder = await mkdtemp(join(tmpdir(), 'kernel-bench-'))
// As root Postgres runs as somebody else, who must be able to enter.
await chmod(folder, 0o711)
const engines: Engine[] = []
try {
  engines.push({
    name: 'ours',
    isHere: true,
    run: async () => void countHere(),
    rows: async () => toRows(countHere()),
    close: async () => {},
  })
  engines.push(await openPostgres(question, join(folder, 'postgres')))
  const clickHouse = await openClickHouse(question, join(folder, 'clickhouse'))
  if (clickHouse === undefined)
    console.log('Without ClickHouse: npm install --prefix tests/bench/chdb --no-package-lock')
  else engines.push(clickHouse)

  const truth = toRows(countHere())
  for (const engine of engines) {
    const found = await engine.rows()
    assert.deepEqual(
      found.sort((a, b) => a[0] - b[0]),
      truth,
      `${engine.name} counts otherwise`,
    )
  }
  const [early, latest, history] = [1, 2, 3].map((part) => truth.reduce((sum, row) => sum + row[part]!, 0))
  console.log(
    `${rows} incidents; in scope ${early! + latest!} in the window (${latest} in its last quarter), ${history} before; ${truth.length} cells; all agree cell by cell`,
  )

  const costs = engines.map((): Cost[] => [])
  for (let round = 0; round < rounds; round++)
    for (const [e, engine] of engines.entries()) costs[e]!.push(await costOf(engine.run))
  const ours = Math.min(...costs[0]!.map(({ ms }) => ms))
  console.log('engine                  least ms  median ms  ns per incident  times ours  processor ns per incident')
  for (const [e, { name, isHere }] of engines.entries()) {
    const least = Math.min(...costs[e]!.map(({ ms }) => ms))
    const cells = [
      name.padEnd(22),
      least.toFixed(1).padStart(10),
      median(costs[e]!.map(({ ms }) => ms))
        .toFixed(1)
        .padStart(11),
      perIncident(least).toFixed(1).padStart(17),
      (least / ours).toFixed(1).padStart(12),
      (isHere ? perIncident(median(costs[e]!.map(({ cpuMs }) => cpuMs))).toFixed(1) : '').padStart(27),
    ]
    console.log(cells.join(''))
  }
  const spent = perIncident(median(costs[0]!.map(({ cpuMs }) => cpuMs)))
  console.log(`${spent < BAR_NS ? 'inside' : 'OUTSIDE'} the bar of ${BAR_NS} ns of processor time per incident`)
} finally {
  for (const engine of engines) await engine.close()
  await rm(folder, { recursive: true, force: true })
}

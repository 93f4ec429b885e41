/**
 * Prints what planning costs: processor time, time and memory by size, what a second thread gains, and 1,000 more draws.
 *
 *   node tests/bench/planning/scale.ts [--places 250,2500,10000] [--resamples 1000]
 *
 * Every figure is of a process of its own, from its start to the written file.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { keepHeapLean } from '../../../server/src/plans/lean-heap.ts'
import { planInThreads } from '../../../server/src/plans/plan-in-threads.ts'
import { writeWholeFile } from '../../../server/src/files/write-whole-file.ts'
import { createKeyedRng, formatPlanChunks, normaliseInput } from '../../../shared/src/core/index.ts'
import { prepareUnits } from './prepare-units.ts'
import { createScaleInstance, PLACES_PER_FORCE } from './scale-instance.ts'

const DAYS = 21
const KEY = new Uint8Array(32).fill(3)

interface Cost {
  cpuSeconds: number
  seconds: number
  /** most memory that the process held at once */
  peakMb: number
  windows: number
  fileMb: number
}

/** Plans and writes in this process as the command line does, with finished units on disk. */
async function planOnce(places: number, threads: number): Promise<Pick<Cost, 'windows' | 'fileMb'>> {
  keepHeapLean()
  const folder = mkdtempSync(join(tmpdir(), 'planning-scale-'))
  try {
    const out = join(folder, 'plan.json')
    const unitFolder = join(folder, 'units')
    const plan = await planInThreads(createScaleInstance(places, DAYS), { key: KEY, threads, unitFolder })
    await writeWholeFile(out, formatPlanChunks(plan))
    return { windows: plan.windows.length, fileMb: statSync(out).size / 1e6 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Draws again and again with mechanisms that are already fitted, whose cost is taken off. */
function drawAgain(places: number, draws: number): { windows: number; cpuSeconds: number } {
  const units = prepareUnits(normaliseInput(createScaleInstance(places, DAYS)))
  const before = cpuSeconds()
  let windows = 0
  for (let draw = 0; draw < draws; draw++)
    for (const { instance, mechanism, simulator } of units) {
      const { visits } = simulator.run(mechanism, createKeyedRng(KEY, `draw/${draw}/${instance.bcu}`))
      windows += visits.length
      simulator.recycle(visits)
    }
  return { windows, cpuSeconds: cpuSeconds() - before }
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** One of the jobs above in a child, which prints its cost as one line of JSON. */
function runChild(...args: string[]): Cost {
  return JSON.parse(execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8' })) as Cost
}

async function reportCost(job: string, places: number, count: number): Promise<void> {
  const began = performance.now()
  const result = job === 'plan' ? await planOnce(places, count) : { fileMb: 0, ...drawAgain(places, count) }
  const cost: Cost = {
    cpuSeconds: cpuSeconds(),
    seconds: (performance.now() - began) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1000,
    ...result,
  }
  process.stdout.write(JSON.stringify(cost))
}

function printTable(sizes: readonly number[], resamples: number): void {
  const say = (line: string): void => void process.stdout.write(`${line}\n`)
  say(
    `${DAYS} days, command units of 8 to 58 places (${PLACES_PER_FORCE} places in 11), every process from its start\n`,
  )
  say('| places | windows | file, MB | threads | CPU, s | wall, s | peak memory, MB | one thread over two, wall |')
  say('|--:|--:|--:|--:|--:|--:|--:|--:|')
  for (const places of sizes) {
    const one = runChild('--child', 'plan', String(places), '1')
    const two = runChild('--child', 'plan', String(places), '2')
    for (const [threads, cost] of [[1, one] as const, [2, two] as const])
      say(
        `| ${places} | ${cost.windows} | ${cost.fileMb.toFixed(0)} | ${threads} | ${cost.cpuSeconds.toFixed(1)} | ${cost.seconds.toFixed(1)} | ${cost.peakMb.toFixed(0)} | ${threads === 1 ? '' : (one.seconds / two.seconds).toFixed(2)} |`,
      )
  }
  const again = runChild('--child', 'resample', String(PLACES_PER_FORCE), String(resamples))
  say(
    `\n${resamples} more draws of ${PLACES_PER_FORCE} places with fitted mechanisms: ${again.cpuSeconds.toFixed(1)} s of one processor, ${again.windows} windows`,
  )
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    places: { type: 'string', default: '250,2500,10000' },
    resamples: { type: 'string', default: '1000' },
    child: { type: 'boolean', default: false },
  },
})
if (options.child) await reportCost(positionals[0]!, Number(positionals[1]), Number(positionals[2]))
else {
  const sizes = options.places.split(',').map(Number)
  const wrong = sizes.find((places) => !(places > 0) || places % PLACES_PER_FORCE !== 0)
  if (wrong !== undefined) throw new Error(`--places has ${wrong}; each must be a multiple of ${PLACES_PER_FORCE}.`)
  printTable(sizes, Number(options.resamples))
}

import { availableParallelism } from 'node:os'
import {
  joinUnits,
  listUnits,
  normaliseInput,
  packUnit,
  planUnit,
  selectUnit,
  type PackedUnit,
  type Plan,
  type PlanInput,
} from '@planner/shared/core'
import { createStandingWorker, type StandingWorker } from '../workers/standing-worker.ts'
import type { UnitWork } from '../workers/unit.worker.ts'
import { openUnitStore } from './unit-store.ts'

const WORKER = new URL('../workers/unit.worker.ts', import.meta.url)
/** Below this many visits that the doses ask for, threads cost more to start than they save. */
const FEW_VISITS = 2000

export interface ThreadOptions {
  key: Uint8Array
  draw?: number
  onProgress?: (share: number) => void
  signal?: AbortSignal
  /** threads at most; as many as the machine has cores when absent. The plan is the same for any number. */
  threads?: number
  /** where finished units are kept, so that a plan that was interrupted goes on where it stopped; the caller removes it */
  unitFolder?: string
  /** after each unit that was planned, and not found in `unitFolder` */
  onUnit?: (bcu: string) => void
}

/**
 * `makePlan` with command units spread over worker threads: the same bytes, sooner, and without doing a finished unit again.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does; the signal's reason when it is aborted
 */
export async function planInThreads(given: PlanInput, options: ThreadOptions): Promise<Plan> {
  const { key, draw = 0, onProgress, threads = availableParallelism(), unitFolder, onUnit } = options
  // When one unit fails, the others need not go on.
  const failure = new AbortController()
  const signal = AbortSignal.any(options.signal === undefined ? [failure.signal] : [failure.signal, options.signal])
  const input = normaliseInput(given)
  const store = unitFolder === undefined ? undefined : await openUnitStore(unitFolder, { key, draw })
  // The largest first, so that no thread starts on it when the others are done.
  const work = countVisits(input)
  const total = [...work.values()].reduce((sum, visits) => sum + visits, 0)
  const queue = [...work.keys()].sort((a, b) => work.get(b)! - work.get(a)! || (a < b ? -1 : 1))
  let done = 0
  const running = new Map<string, number>()
  const report = (bcu: string, share: number): void => {
    running.set(bcu, share * work.get(bcu)!)
    onProgress?.((done + [...running.values()].reduce((sum, visits) => sum + visits, 0)) / Math.max(1, total))
  }
  const parts: PackedUnit[] = []
  const serve = async (worker: StandingWorker<PackedUnit> | undefined): Promise<void> => {
    for (let bcu = queue.shift(); bcu !== undefined; bcu = queue.shift()) {
      const unit = bcu
      signal.throwIfAborted()
      const unitInput = selectUnit(input, unit)
      const onShare = (share: number): void => report(unit, share)
      let part = await store?.find(unit, unitInput)
      if (part === undefined) {
        part = await (worker === undefined
          ? packUnit(planUnit(unit, unitInput, { key, draw, onProgress: onShare }))
          : worker.ask({ bcu: unit, input: unitInput, key, draw } satisfies UnitWork, signal, onShare))
        await store?.keep(unit, unitInput, part)
        onUnit?.(unit)
      }
      parts.push(part)
      running.delete(unit)
      done += work.get(unit)!
      report(unit, 0)
      running.delete(unit)
    }
  }
  const isAlone = threads === 1 || total < FEW_VISITS
  const workers = Array.from({ length: isAlone ? 0 : Math.min(threads, queue.length) }, () =>
    createStandingWorker<PackedUnit>(WORKER),
  )
  const serving = isAlone ? [serve(undefined)] : workers.map(serve)
  try {
    await Promise.all(serving)
  } catch (error) {
    failure.abort(error)
    throw error
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
    // A unit that is just being kept is kept before the caller looks at the folder, or removes it.
    await Promise.allSettled(serving)
  }
  onProgress?.(1)
  return joinUnits(input, parts, { key, draw })
}

/** By command unit: visits that its doses ask for. */
function countVisits(input: PlanInput): Map<string, number> {
  const visits = new Map(listUnits(input).map((bcu) => [bcu, 0]))
  for (const { bcu, dosePerDay } of input.hotspots) visits.set(bcu, visits.get(bcu)! + dosePerDay * input.days)
  return visits
}

import { availableParallelism } from 'node:os'
import {
  joinUnits,
  listUnits,
  normaliseInput,
  planUnit,
  selectUnit,
  type Plan,
  type PlanInput,
  type UnitPlan,
} from '@planner/shared/core'
import { runInWorker } from '../workers/run-in-worker.ts'
import type { UnitWork } from '../workers/unit.worker.ts'

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
}

/**
 * `makePlan` with command units spread over worker threads: the same bytes, sooner.
 *
 * @throws {DomainError} INVALID_INPUT as `makePlan` does; the signal's reason when it is aborted
 */
export async function planInThreads(given: PlanInput, options: ThreadOptions): Promise<Plan> {
  const { key, draw = 0, onProgress, threads = availableParallelism() } = options
  // When one unit fails, the others need not go on.
  const failure = new AbortController()
  const signal = AbortSignal.any(options.signal === undefined ? [failure.signal] : [failure.signal, options.signal])
  const input = normaliseInput(given)
  // The largest first, so that no thread starts on it when the others are done.
  const work = new Map(listUnits(input).map((bcu) => [bcu, countVisits(selectUnit(input, bcu))]))
  const total = [...work.values()].reduce((sum, visits) => sum + visits, 0)
  const queue = [...work.keys()].sort((a, b) => work.get(b)! - work.get(a)! || (a < b ? -1 : 1))
  const done = new Map<string, number>()
  const report = (bcu: string, share: number): void => {
    done.set(bcu, share * work.get(bcu)!)
    onProgress?.([...done.values()].reduce((sum, visits) => sum + visits, 0) / Math.max(1, total))
  }
  const planOne = async (bcu: string): Promise<UnitPlan> => {
    const unit = selectUnit(input, bcu)
    const onUnit = (share: number): void => report(bcu, share)
    if (threads === 1 || total < FEW_VISITS) return planUnit(bcu, unit, { key, draw, onProgress: onUnit })
    const unitWork: UnitWork = { bcu, input: unit, key, draw }
    return runInWorker<UnitPlan>(WORKER, unitWork, { signal, onProgress: onUnit })
  }
  const parts: UnitPlan[] = []
  const serve = async (): Promise<void> => {
    for (let bcu = queue.shift(); bcu !== undefined; bcu = queue.shift()) {
      signal.throwIfAborted()
      const part = await planOne(bcu)
      parts.push(part)
      report(bcu, 1)
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(threads, queue.length) }, serve))
  } catch (error) {
    failure.abort(error)
    throw error
  }
  onProgress?.(1)
  return joinUnits(input, parts, { key, draw })
}

function countVisits({ hotspots, days }: PlanInput): number {
  return hotspots.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0) * days
}

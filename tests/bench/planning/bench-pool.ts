import { fork, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'
import type { BenchJob, BenchResult } from './bench-job.ts'
import type { BenchStore } from './bench-store.ts'

const WORKER = resolve(import.meta.dirname, 'bench-worker.ts')

export function nameOf(job: BenchJob): string {
  if (job.kind === 'ours') return `${job.instance} ours ${job.draw}`
  if (job.kind === 'comparator') return `${job.instance} ${job.planner} ${job.seed}`
  if (job.kind === 'greedy-by-block') return `${job.instance} greedy by block ${job.rule}`
  return `${job.instance} fidelity ${job.draws}`
}

/** Does all jobs whose results are not in the store yet, in so many processes, and leaves them there. */
export async function runJobs(jobs: readonly BenchJob[], store: BenchStore, workers: number): Promise<void> {
  const open = jobs.filter((job) => store.read(nameOf(job)) === undefined)
  let next = 0
  let done = 0
  const report = (job: BenchJob, { seconds }: BenchResult): void => {
    done += 1
    process.stderr.write(`${done} of ${open.length}: ${nameOf(job)} (${seconds.toFixed(1)} s)\n`)
  }
  await Promise.all(
    Array.from({ length: Math.min(workers, open.length) }, async () => {
      const child = fork(WORKER, [store.folder])
      try {
        while (next < open.length) {
          const job = open[next]!
          next += 1
          const result = await ask(child, job)
          store.write(nameOf(job), result)
          report(job, result)
        }
      } finally {
        child.kill()
      }
    }),
  )
}

function ask(child: ChildProcess, job: BenchJob): Promise<BenchResult> {
  return new Promise((answer, fail) => {
    const onExit = (code: number | null): void => fail(new Error(`A worker ended (${code}) at ${nameOf(job)}.`))
    child.once('exit', onExit)
    child.once('message', (result) => {
      child.off('exit', onExit)
      answer(result as BenchResult)
    })
    child.send(job)
  })
}

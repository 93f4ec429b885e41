import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hotspot } from '../../../shared/src/core/index.ts'
import { createBenchRunner, type BenchJob } from './bench-job.ts'

/** Answers one job after the other; the folder of the store, which holds the London places, is its argument. */
const hotspots = JSON.parse(readFileSync(join(process.argv[2]!, 'hotspots.json'), 'utf8')) as Hotspot[]
const run = createBenchRunner(hotspots)
process.on('message', (job) => process.send!(run(job as BenchJob)))

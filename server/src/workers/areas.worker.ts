import { readAreaChange, type AreaFiles } from '../areas/read-area-change.ts'
import { serveWorker } from './serve-worker.ts'

/** What the files of the force's ground say, on a thread of its own: a large boundary takes a second of looking for crossings. */
export type AreasResult = Awaited<ReturnType<typeof readAreaChange>>

await serveWorker<AreasResult>(async (files) => readAreaChange(files as AreaFiles))

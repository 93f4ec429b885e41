import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

// Each thread strips the types of what it imports by Node's own WebAssembly, and V8's collection of replaced WebAssembly code is not
// safe across threads: rarely the whole process dies of `Check failed: jit_page_->allocations_.erase(addr) == 1`
// (nodejs/node#64500, open for Node 22 to 26). Without the collection, replaced code stays until its thread ends: some hundreds of kB.
setFlagsFromString('--no-wasm-code-gc')

/**
 * A thread that runs one of the `*.worker.ts` files.
 *
 * @param youngMb most room for what is new, in megabytes; left out: the engine's own, of which a thread may come to hold 100
 */
export function openThread(file: URL, workerData?: unknown, youngMb?: number): Worker {
  return new Worker(file, {
    workerData,
    ...(youngMb === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: youngMb } }),
  })
}

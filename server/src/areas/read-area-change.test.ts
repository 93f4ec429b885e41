import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AreasResult } from '../workers/areas.worker.ts'
import type { WorkerMessage } from '../workers/run-in-worker.ts'

const POINTS = 390_000
/** The points and the modules take 70; as many sides as objects would take another 80. */
const HEAP_MB = 110
const YOUNG_MB = 6

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-area-change-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The edge of a saw above a straight line, closed. */
function saw(crosses: boolean): string {
  const points = Array.from({ length: POINTS }, (_, i) => `[${i / POINTS},${i % 2 === 0 ? 51 : 52}]`)
  points.push('[1,50]', crosses ? '[0.5,53]' : '[0,50]', points[0]!)
  const geometry = `{"type":"Polygon","coordinates":[[${points.join(',')}]]}`
  return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":${geometry}}]}`
}

async function readInSmallHeap(crosses: boolean): Promise<WorkerMessage<AreasResult>> {
  const path = join(folder, `saw-${crosses}.geojson`)
  await writeFile(path, saw(crosses))
  const worker = new Worker(new URL('../workers/areas.worker.ts', import.meta.url), {
    workerData: { boundaries: path },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
  })
  const [message] = (await once(worker, 'message')) as [WorkerMessage<AreasResult>]
  await worker.terminate()
  return message
}

describe('reading a boundary of nearly 400,000 points', () => {
  it('takes a small heap, sides that cross or not', async () => {
    const taken = await readInSmallHeap(false)
    const areas = taken.kind === 'done' ? taken.output.change.areas : undefined
    expect(areas?.[0]?.geometry.coordinates[0]).toHaveLength(POINTS + 3)
    expect(await readInSmallHeap(true)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('crosses itself') as string,
    })
  })
})

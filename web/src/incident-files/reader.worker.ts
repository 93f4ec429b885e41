import { openIncidentFile, type IncidentFile } from './open-incident-file.ts'
import type { PrepareProgress, WorkerAnswer, WorkerRequest } from './messages.ts'

/** Reads one file for one page, away from its thread. */
const PROGRESS_MS = 200

let file: IncidentFile | undefined
/** what is being read to its end, by the id of who asked */
const preparing = new Map<number, AbortController>()

const say = (given: WorkerAnswer): void => self.postMessage(given, { transfer: [] })

function opened(): IncidentFile {
  if (file === undefined) throw new Error('No file was opened.')
  return file
}

async function answer(request: WorkerRequest): Promise<void> {
  const { id } = request
  switch (request.kind) {
    case 'open':
      file = await openIncidentFile(request.file)
      say({ id, kind: 'opened', opened: file.opened })
      return
    case 'judge':
      say({ id, kind: 'judged', judged: opened().judge(request.choice, request.timezone) })
      return
    case 'prepare': {
      let said = 0
      const onProgress = (progress: PrepareProgress): void => {
        if (performance.now() - said < PROGRESS_MS) return
        said = performance.now()
        say({ id, kind: 'progress', progress })
      }
      const stopper = new AbortController()
      preparing.set(id, stopper)
      try {
        say({ id, kind: 'prepared', prepared: await opened().prepare(request.choice, onProgress, stopper.signal) })
      } finally {
        preparing.delete(id)
      }
      return
    }
    case 'stop':
      // What fails of it is told to nobody: who asked has gone on.
      preparing.get(id)?.abort()
  }
}

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  answer(data).catch((error: unknown) => {
    say({ id: data.id, kind: 'failed', message: error instanceof Error ? error.message : String(error) })
  })
})

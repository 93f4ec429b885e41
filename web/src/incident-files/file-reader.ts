import type {
  JudgedRows,
  OpenedFile,
  PreparedFile,
  PrepareProgress,
  ReadingChoice,
  WorkerAnswer,
  WorkerRequest,
} from './messages.ts'

/** A chosen file that a worker of this page reads; nothing of it is sent. */
export interface FileReading {
  open(file: File): Promise<OpenedFile>
  /** what becomes of the first rows; IANA time zone of the file's times */
  judge(choice: ReadingChoice, timezone: string): Promise<JudgedRows>
  /** The file as it is sent. @param signal gives it up: it then rejects with the signal's own reason, and the file stays open */
  prepare(
    choice: ReadingChoice,
    onProgress: (progress: PrepareProgress) => void,
    signal: AbortSignal,
  ): Promise<PreparedFile>
  /** lets go of the file, at once; what was asked for and not answered fails */
  end(): void
}

interface Waiting {
  onAnswer: (answer: WorkerAnswer) => void
  onProgress: ((progress: PrepareProgress) => void) | undefined
  onFail: (error: Error) => void
}

type Question = WorkerRequest extends infer Request ? (Request extends unknown ? Omit<Request, 'id'> : never) : never

export function startFileReading(): FileReading {
  const worker = new Worker(new URL('reader.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, Waiting>()
  let last = 0

  const failAll = (error: Error): void => {
    for (const { onFail } of waiting.values()) onFail(error)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) => {
    const asked = waiting.get(data.id)
    if (asked === undefined) return
    if (data.kind === 'progress') {
      asked.onProgress?.(data.progress)
      return
    }
    waiting.delete(data.id)
    if (data.kind === 'failed') asked.onFail(new Error(data.message))
    else asked.onAnswer(data)
  })
  worker.addEventListener('error', () =>
    failAll(new Error('The file cannot be read in this browser. Try a current version of Edge, Chrome or Firefox.')),
  )

  const ask = (
    question: Question,
    onProgress?: (progress: PrepareProgress) => void,
    signal?: AbortSignal,
  ): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      const id = (last += 1)
      waiting.set(id, { onAnswer: resolve, onProgress, onFail: reject })
      worker.postMessage({ id, ...question }, [])
      signal?.addEventListener('abort', () => {
        // Answered already, or given up before.
        if (!waiting.delete(id)) return
        worker.postMessage({ id, kind: 'stop' }, [])
        reject(signal.reason as Error)
      })
    })
  return {
    async open(file) {
      const answer = await ask({ kind: 'open', file })
      if (answer.kind !== 'opened') throw unexpected(answer)
      return answer.opened
    },
    async judge(choice, timezone) {
      const answer = await ask({ kind: 'judge', choice, timezone })
      if (answer.kind !== 'judged') throw unexpected(answer)
      return answer.judged
    },
    async prepare(choice, onProgress, signal) {
      const answer = await ask({ kind: 'prepare', choice }, onProgress, signal)
      if (answer.kind !== 'prepared') throw unexpected(answer)
      return answer.prepared
    },
    end() {
      worker.terminate()
      failAll(new DOMException('The file was let go.', 'AbortError'))
    },
  }
}

const unexpected = (answer: WorkerAnswer): Error => new Error(`The reader answered ${answer.kind}.`)

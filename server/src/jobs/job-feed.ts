import pg from 'pg'

export interface JobFeed {
  start: () => Promise<void>
  /** Calls `onChange` whenever the job may have changed. @returns how to end it */
  subscribe: (jobId: string, onChange: () => void) => () => void
  stop: () => Promise<void>
}

const RECONNECT_MS = 1000

/** One connection that hears of every job's changes, whichever process makes them. */
export function createJobFeed(url: string, logError: (error: unknown) => void): JobFeed {
  const subscribers = new Map<string, Set<() => void>>()
  let client: pg.Client | undefined
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'patrol-planner-feed' })
    next.on('notification', ({ payload }) => {
      for (const onChange of subscribers.get(payload ?? '') ?? []) onChange()
    })
    next.on('error', (error) => {
      if (stopped || client !== next) return
      client = undefined
      logError(error)
      reconnect()
    })
    await next.connect()
    await next.query('listen job')
    client = next
    // Changes made while nobody listened are not told again: everybody looks once.
    for (const all of subscribers.values()) for (const onChange of all) onChange()
  }

  function reconnect(): void {
    timer = setTimeout(() => {
      connect().catch((error: unknown) => {
        logError(error)
        if (!stopped) reconnect()
      })
    }, RECONNECT_MS)
  }

  return {
    start: connect,
    subscribe(jobId, onChange) {
      const all = subscribers.get(jobId) ?? new Set()
      subscribers.set(jobId, all.add(onChange))
      return () => {
        all.delete(onChange)
        if (all.size === 0) subscribers.delete(jobId)
      }
    },
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}

import { randomUUID } from 'node:crypto'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import type { JobHandlers, JobQueue, JobRequest } from '@planner/server/jobs/job.ts'
import { insertAuditEvent } from '@planner/server/repositories/audit-event.repository.ts'
import { setJobCompleted } from '@planner/server/repositories/job.repository.ts'
import { cancelJob, getJob } from '@planner/server/services/job.service.ts'
import { DomainError } from '@planner/shared/core'
import type { Job } from '@planner/shared/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

let database: TestDatabase
let queues: JobQueue[]

beforeEach(async () => {
  database = await createTestDatabase()
  queues = []
})
afterEach(async () => {
  for (const queue of queues) await queue.stop()
  await database.drop()
})

const open = async (handlers?: JobHandlers): Promise<JobQueue> => {
  const queue = createJobQueue(database, () => undefined)
  queues.push(queue)
  await queue.start(handlers)
  return queue
}

const enqueue = (queue: JobQueue): Promise<string> => {
  const [rankingId, operationId] = [randomUUID(), randomUUID()]
  const request: JobRequest = { kind: 'rank', rankingId, operationId, asOf: '2026-01-05', actor: 'test' }
  return database.db.transaction().execute((transaction) => queue.enqueue(transaction, request, rankingId, 'test'))
}

async function until(jobId: string, isThere: (job: Job) => boolean): Promise<Job> {
  for (;;) {
    const job = await getJob(database.db, jobId)
    if (isThere(job)) return job
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Keeps each state that a job is in from now on, however short. */
const keepStates = async () =>
  database.pool.query(`
    create table job_state (n serial, status text, message text, error text);
    create function keep_state() returns trigger language plpgsql as $$
      begin
        insert into job_state (status, message, error) values (new.status, new.message, new.error);
        return new;
      end $$;
    create trigger keep_state after insert or update on job for each row execute function keep_state()`)
const keptStates = async () =>
  (
    await database.pool.query<{ status: string; message: string; error: string | null }>(
      'select status, message, error from job_state order by n',
    )
  ).rows

describe('the job queue', () => {
  it('takes a refusal for the end, in its words, and does not try again', async () => {
    let tries = 0
    const queue = await open(() => {
      tries += 1
      return Promise.reject(new DomainError('INVALID_INPUT', 'Mend the file.'))
    })
    const job = await until(await enqueue(queue), ({ finishedAt }) => finishedAt !== null)
    expect(job).toMatchObject({ status: 'failed', error: 'Mend the file.' })
    expect(tries).toBe(1)
  })

  it('tries again after a fault, and says nothing of its inside', async () => {
    let tries = 0
    const wasSeen = Promise.withResolvers<void>()
    const queue = await open(async (_request, { report }) => {
      tries += 1
      report(0.5, 'half way')
      if (tries === 1) throw new Error('secret detail')
      await wasSeen.promise
      throw new DomainError('CONFLICT', 'second try')
    })
    await keepStates()
    const jobId = await enqueue(queue)
    expect(await until(jobId, ({ progress, status }) => status === 'running' && progress === 0.5)).toMatchObject({
      message: 'half way',
    })
    wasSeen.resolve()
    expect(await until(jobId, ({ finishedAt }) => finishedAt !== null)).toMatchObject({ error: 'second try' })
    const states = await keptStates()
    expect(JSON.stringify(states)).not.toContain('secret detail')
    expect(states.filter(({ status }) => status === 'queued')).toEqual([
      { status: 'queued', message: 'waiting for its turn', error: null },
      { status: 'queued', message: 'something went wrong; trying again', error: null },
    ])
  })

  it('gives a job back when its process stops, and the next one takes it up', async () => {
    const first = await open((_request, { signal }) => {
      const aborted = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => aborted.reject(signal.reason as Error))
      return aborted.promise
    })
    const jobId = await enqueue(first)
    await until(jobId, ({ status }) => status === 'running')
    await first.stop()
    expect(await getJob(database.db, jobId)).toMatchObject({ status: 'queued', finishedAt: null })
    await open(() => Promise.reject(new DomainError('CONFLICT', 'taken up')))
    expect(await until(jobId, ({ finishedAt }) => finishedAt !== null)).toMatchObject({ error: 'taken up' })
  })

  it('shows a job that was given back as waiting, whatever its threads still tell', async () => {
    const wasTold = Promise.withResolvers<void>()
    const first = await open((_request, { signal, report }) => {
      const aborted = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => {
        aborted.reject(signal.reason as Error)
        setTimeout(() => {
          report(0.5, 'told too late')
          wasTold.resolve()
        }, 20)
      })
      return aborted.promise
    })
    const jobId = await enqueue(first)
    await until(jobId, ({ status }) => status === 'running')
    await first.stop()
    await wasTold.promise
    // Longer than reports are gathered before one is written.
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await getJob(database.db, jobId)).toMatchObject({
      status: 'queued',
      message: expect.stringContaining('interrupted') as string,
    })
  })

  describe('told to cancel', () => {
    it('stops a running job wherever it runs, and does not try it again', async () => {
      let tries = 0
      const reasons: unknown[] = []
      const queue = await open((_request, { signal }) => {
        tries += 1
        const aborted = Promise.withResolvers<void>()
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason)
          aborted.reject(new Error('whatever comes of being stopped'))
        })
        return aborted.promise
      })
      const jobId = await enqueue(queue)
      await until(jobId, ({ status }) => status === 'running')
      expect(await cancelJob(database.db, 'test', jobId)).toMatchObject({ status: 'cancelled' })
      await expect.poll(() => reasons).toEqual([expect.any(DomainError)])
      const next = await enqueue(queue)
      await until(next, ({ status }) => status === 'running')
      expect(await getJob(database.db, jobId)).toMatchObject({ status: 'cancelled', error: null })
      expect(tries).toBe(2)
    })

    it('lets the work of one that never began clear up, and no more', async () => {
      const sleeping = await open()
      const jobId = await enqueue(sleeping)
      await cancelJob(database.db, 'test', jobId)
      const cleared = Promise.withResolvers<boolean>()
      await open(async (_request, { signal, report }) => {
        report(0.5, 'at it')
        cleared.resolve(signal.aborted)
      })
      expect(await cleared.promise).toBe(true)
      expect(await getJob(database.db, jobId)).toMatchObject({ status: 'cancelled', progress: 0 })
    })

    it('undoes a result that was about to be kept, and comes too late for one that was', async () => {
      const started = Promise.withResolvers<string>()
      const mayKeep = Promise.withResolvers<void>()
      const outcomes: string[] = []
      const queue = await open(async (_request, { jobId }) => {
        started.resolve(jobId)
        await mayKeep.promise
        const keeping = database.db.transaction().execute(async (transaction) => {
          await insertAuditEvent(transaction, { actor: 'x', action: 'kept', subjectKind: 'job', subjectId: jobId })
          await setJobCompleted(transaction, jobId, 'done')
        })
        await keeping.then(
          () => outcomes.push('kept'),
          (error: unknown) => outcomes.push(String(error)),
        )
      })
      const jobId = await enqueue(queue)
      await started.promise
      await cancelJob(database.db, 'test', jobId)
      mayKeep.resolve()
      await expect.poll(() => outcomes).toEqual([expect.stringContaining('cancelled')])
      const next = await enqueue(queue)
      await until(next, ({ finishedAt }) => finishedAt !== null)
      await expect(cancelJob(database.db, 'test', next)).rejects.toThrow('ended already (completed)')
      const { rows } = await database.pool.query(`select subject_id from audit_event where action = 'kept'`)
      expect(rows).toEqual([{ subject_id: next }])
    })
  })

  it('queues nothing when the transaction is undone', async () => {
    let tries = 0
    const queue = await open(async () => {
      tries += 1
    })
    const undone = database.db.transaction().execute(async (transaction) => {
      const id = randomUUID()
      await queue.enqueue(
        transaction,
        { kind: 'rank', rankingId: id, operationId: id, asOf: '2026-01-05', actor: 'test' },
        id,
        'test',
      )
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    const { rows } = await database.pool.query(
      `select (select count(*) from job) as ours, (select count(*) from job_queue.job where name = 'rank') as queued`,
    )
    expect(rows).toEqual([{ ours: 0, queued: 0 }])
    expect(tries).toBe(0)
  })
})

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UploadReading } from '@planner/server/incidents/read-upload-fields.ts'
import type { ReceivedIncidents } from '@planner/server/incidents/receive-incidents.ts'
import { createJobEnder, createJobHandlers } from '@planner/server/jobs/job-handlers.ts'
import { createJobQueue } from '@planner/server/jobs/job-queue.ts'
import type { JobHandlers } from '@planner/server/jobs/job.ts'
import { findImport, insertImport, listImports } from '@planner/server/repositories/import.repository.ts'
import { findJob, setJobFailed } from '@planner/server/repositories/job.repository.ts'
import { clearInterruptedImports } from '@planner/server/services/import-clearing.service.ts'
import { startImport } from '@planner/server/services/import-request.service.ts'
import { startTakeBack } from '@planner/server/services/take-back.service.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

const ROWS = 150_000
const TEXT = `id,occurred_from,occurred_to,offence,lat,lng\n${Array.from(
  { length: ROWS },
  (_, i) => `${i},2026-05-03T22:14,,robbery,51.${1000 + (i % 8000)},-0.1\n`,
).join('')}`
const PATROL = join(import.meta.dirname, '..', '..', 'scripts', 'patrol.ts')

let test: TestDatabase
let dataDir = ''
const children: ChildProcess[] = []
beforeEach(async () => {
  test = await createTestDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'import-killed-'))
  await mkdir(join(dataDir, 'uploads'))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await test.drop()
  await rm(dataDir, { recursive: true, force: true })
})

function patrol(...args: string[]): ChildProcess {
  const env = { ...process.env, DATABASE_URL: test.url, DATA_DIR: dataDir, INIT_CWD: dataDir }
  const child = spawn(process.execPath, [PATROL, ...args], { env, stdio: 'ignore' })
  children.push(child)
  return child
}
async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}
const countOf = async (sql: string): Promise<number> =>
  (await test.pool.query<{ n: number }>(`select count(*)::int as n from ${sql}`)).rows[0]!.n
const incidents = async (): Promise<number> => countOf('incident')
const uploads = async (): Promise<string[]> => readdir(join(dataDir, 'uploads'))
/**
 * Works while an import, or the taking back of one, is under way: its rows are on their way or, on a quick machine, all there, and it
 * waits to end, which nothing does meanwhile.
 */
async function whileImporting<Result>(child: () => ChildProcess, work: (child: ChildProcess) => Promise<Result>) {
  const holder = await test.pool.connect()
  try {
    await holder.query(`select pg_advisory_lock(1);
      create function wait_to_end() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock(1); return new; end $$;
      create trigger wait_to_end before update on incident_import for each row when (new.status in ('completed', 'taken-back'))
      execute function wait_to_end()`)
    const begun = child()
    const copying = `pg_stat_progress_copy where tuples_processed > 1000 and datname = current_database()`
    const waiting = `pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`
    await expect
      .poll(async () => (await countOf(copying)) + (await countOf(waiting)), { interval: 20 })
      .toBeGreaterThan(0)
    return await work(begun)
  } finally {
    await holder.query('select pg_advisory_unlock(1)')
    holder.release()
  }
}
const clear = async (over: { isAlone?: boolean; nowMs?: number } = {}): Promise<void> =>
  clearInterruptedImports(test.db, dataDir, { isAlone: true, nowMs: Date.now(), ...over })

/** A queue that only takes jobs in. */
async function withQueue<Result>(work: (queue: ReturnType<typeof createJobQueue>) => Promise<Result>): Promise<Result> {
  const queue = createJobQueue(test, () => undefined)
  await queue.start()
  try {
    return await work(queue)
  } finally {
    await queue.stop()
  }
}
async function upload(): Promise<{ jobId: string; importId: string }> {
  const folder = join(dataDir, 'uploads', `u${(await uploads()).length}`)
  await mkdir(folder)
  const path = join(folder, '0.csv')
  await writeFile(path, TEXT)
  const received: ReceivedIncidents<UploadReading> = {
    reading: { format: 'canonical', dropped: [] },
    folder,
    files: [{ path, name: 'big.csv' }],
    fileName: 'big.csv',
    encodings: ['utf-8'],
  }
  return withQueue(async (queue) => startImport(test.db, queue, 'test', received))
}

describe('a worker that is killed in the middle of an import', () => {
  it('leaves nothing half-written, and the next one loads the file whole', async () => {
    const { jobId, importId } = await upload()
    await whileImporting(() => patrol('worker'), kill)
    expect(await incidents()).toBe(0)
    expect((await findJob(test.db, jobId))!.finished_at).toBeNull()

    // What waits to be tried again is no leftover.
    await clear()
    expect([(await uploads()).length, (await findImport(test.db, importId))!.status]).toEqual([1, 'running'])
    const next = createJobQueue(test, () => undefined)
    await next.start(createJobHandlers(test, dataDir))
    await expect.poll(async () => (await findJob(test.db, jobId))!.status, { interval: 100 }).toBe('completed')
    await next.stop()
    expect(await incidents()).toBe(ROWS)
    expect(await findImport(test.db, importId)).toMatchObject({ status: 'completed', added: ROWS })
    expect(await uploads()).toEqual([])
  })
})

describe('a command that is killed in the middle of an import', () => {
  it('leaves no incident; it is told as interrupted once nobody is at it, and the file can be loaded again', async () => {
    await writeFile(join(dataDir, 'big.csv'), TEXT)
    const args = ['import', '--incidents', 'big.csv', '--format', 'canonical']
    const importId = await whileImporting(
      () => patrol(...args),
      async (killed) => {
        const [running] = await listImports(test.db, 1)
        await withQueue(async () => clear())
        expect((await findImport(test.db, running!.incident_import_id))!.status).toBe('running')
        await kill(killed)
        return running!.incident_import_id
      },
    )
    expect(await incidents()).toBe(0)
    await expect
      .poll(async () => {
        await withQueue(async () => clear())
        return (await findImport(test.db, importId))!.status
      })
      .toBe('refused')
    const [status] = (await once(patrol(...args), 'exit')) as [number]
    expect([status, await incidents()]).toEqual([0, ROWS])
  })
})

describe('a worker that is killed while it takes a load back', () => {
  it('leaves every incident, and the next one takes it back whole', async () => {
    await writeFile(join(dataDir, 'big.csv'), TEXT)
    await once(patrol('import', '--incidents', 'big.csv', '--format', 'canonical'), 'exit')
    const { incident_import_id: importId } = (await listImports(test.db, 1))[0]!
    const { jobId } = await withQueue(async (queue) => startTakeBack(test.db, queue, 'test', importId))
    await whileImporting(() => patrol('worker'), kill)
    expect([await incidents(), (await findImport(test.db, importId))!.status]).toEqual([ROWS, 'completed'])
    expect((await findJob(test.db, jobId))!.finished_at).toBeNull()

    const next = createJobQueue(test, () => undefined)
    await next.start(createJobHandlers(test, dataDir))
    await expect.poll(async () => (await findJob(test.db, jobId))!.status, { interval: 100 }).toBe('completed')
    await next.stop()
    expect(await incidents()).toBe(0)
    expect(await findImport(test.db, importId)).toMatchObject({ status: 'taken-back', taken_back_removed: ROWS })
    expect(await countOf(`audit_event where action = 'taken back'`)).toBe(1)
  })
})

describe('clearing up', () => {
  it('ends the import of a job that was given up and removes its upload; another’s upload stays', async () => {
    const given = await upload()
    const waiting = await upload()
    await setJobFailed(test.db, given.jobId, 'It was interrupted too often.')
    await clear()
    expect(await findImport(test.db, given.importId)).toMatchObject({
      status: 'refused',
      refused_because: expect.stringContaining('interrupted'),
    })
    expect((await findImport(test.db, waiting.importId))!.status).toBe('queued')
    expect(await uploads()).toEqual(['u1'])
  })

  it('ends an import with its job when that is given up, and removes its upload at once', async () => {
    const given = await upload()
    const waiting = await upload()
    // As the queue does with a job whose every try killed its process.
    await test.pool.query(
      `with tried as (delete from job_queue.job where id = $1 returning data)
       insert into job_queue.job (name, data) select 'given-up', data from tried`,
      [given.jobId],
    )
    const next = createJobQueue(test, () => undefined)
    const untilStopped: JobHandlers = async (_request, { signal }) => {
      await once(signal, 'abort')
      throw signal.reason
    }
    await next.start(untilStopped, createJobEnder(test))
    await expect.poll(async () => (await findImport(test.db, given.importId))!.status).toBe('refused')
    expect(await findImport(test.db, given.importId)).toMatchObject({
      refused_because: expect.stringContaining('interrupted too often'),
    })
    await expect.poll(uploads).toEqual(['u1'])
    expect((await findJob(test.db, given.jobId))!.status).toBe('failed')
    expect((await findImport(test.db, waiting.importId))!.status).toBe('queued')
    await next.stop()
  })

  it('leaves a file alone that another server may still be receiving', async () => {
    await withQueue(async () => undefined)
    const nowMs = Date.now()
    const age = async (path: string) => utimes(path, (nowMs - 3_700_000) / 1000, (nowMs - 3_700_000) / 1000)
    for (const name of ['growing', 'old']) {
      const folder = join(dataDir, 'uploads', name)
      await mkdir(folder)
      await writeFile(join(folder, '0.csv'), 'x')
      if (name === 'old') await age(join(folder, '0.csv'))
      await age(folder)
    }
    await clear({ isAlone: false, nowMs })
    expect(await uploads()).toEqual(['growing'])
    await clear({ nowMs })
    expect(await uploads()).toEqual([])
  })

  it('has nothing to do where nothing was ever uploaded', async () => {
    await insertImport(test.db, { fileName: 'f', format: 'canonical', timezone: 'UTC', createdBy: 'test' })
    await clearInterruptedImports(test.db, join(dataDir, 'none'), { isAlone: true, nowMs: 0 })
    expect((await listImports(test.db, 1))[0]!.status).toBe('refused')
  })
})

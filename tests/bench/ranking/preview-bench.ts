/**
 * How long the server takes to rank again after a setting moved, over HTTP, with a million incidents in the window:
 *
 *   node_modules/.bin/node tests/bench/ranking/preview-bench.ts [INCIDENTS IN WINDOW] [BEFORE IT] [QUESTIONS OF EACH KIND]
 *
 * It starts a Postgres of its own, loads made incidents as an import does, and asks the app as a browser would. Every question differs
 * from the one before it. Beside the wall clock it gives the processor time of the server's process, which others on the machine
 * lengthen less.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { formatDay, MINUTES_PER_DAY, parseDay } from '../../../shared/src/core/index.ts'
import type { NewRanking, RankingPreview, RankingPreviewPending } from '../../../shared/src/schemas/index.ts'
import { buildApp } from '../../../server/src/app.ts'
import { openDatabase, type OpenDatabase } from '../../../server/src/database.ts'
import { startEmbeddedPostgres } from '../../../server/src/embedded-postgres/embedded-postgres.ts'
import { createJobFeed } from '../../../server/src/jobs/job-feed.ts'
import { createJobHandlers } from '../../../server/src/jobs/job-handlers.ts'
import { createJobQueue } from '../../../server/src/jobs/job-queue.ts'
import { migrate } from '../../../server/src/migrator.ts'
import { inClientTransaction } from '../../../server/src/repositories/client-transaction.ts'
import { insertImport, setImportCompleted } from '../../../server/src/repositories/import.repository.ts'
import { openIncidentStaging } from '../../../server/src/repositories/incident-staging.repository.ts'
import { createAccount } from '../../../server/src/services/account.service.ts'
import { setAreas } from '../../../server/src/services/area.service.ts'
import { setForce } from '../../../server/src/services/force.service.ts'
import { createOperation } from '../../../server/src/services/operation.service.ts'
import { createPlaceCells } from '../../../shared/src/core/index.ts'
import { madeAreas, makeIncidents } from './made-incidents.ts'

const AS_OF = '2026-01-05'
const WEEKS = 12
const TIMEZONE = 'Europe/London'
const PASSWORD = 'a password for a bench'
const say = (line: string): void => console.error(line)
const fail = (error: unknown): void => say(String(error))

const [inWindow = 1_000_000, before = 1_000_000, questions = 40] = process.argv.slice(2).map(Number)

const THEMES = ['robbery', 'vawg-public-space', 'youth-violence-after-school', 'night-time-economy'] as const
const daysBefore = (days: number): string => formatDay(parseDay(AS_OF)! - days)

/** By what is moved: settings of the n-th question. Each differs from all before it, but for the themes, which come round. */
const SLIDERS: Readonly<Record<string, (n: number) => Partial<NewRanking>>> = {
  top: (n) => ({ top: 100 + 10 * n }),
  'share of harm': (n) => ({ rankBy: 'combined', harmShare: 0.02 * n }),
  'quota of a borough': (n) => ({ quotas: [{ area: 'Borough 15', most: n }] }),
  theme: (n) => ({ themeId: THEMES[n % THEMES.length]! }),
  'theme and date as of': (n) => ({ themeId: THEMES[n % THEMES.length]!, asOf: daysBefore(n + 1) }),
  'weeks of the window': (n) => ({ weeks: 13 + n }),
  'date as of': (n) => ({ asOf: daysBefore(n + 1) }),
  'weeks, ranked by harm': (n) => ({ weeks: 13 + n, rankBy: 'harm' }),
}

async function load({ db, pool }: OpenDatabase): Promise<void> {
  await setForce(db, 'bench', { name: 'Bench', timezone: TIMEZONE, synthetic: true })
  await setAreas(db, 'bench', madeAreas())
  const importId = await insertImport(db, {
    fileName: 'made',
    format: 'canonical',
    timezone: TIMEZONE,
    createdBy: 'bench',
  })
  const asOfUtcMin = parseDay(AS_OF)! * MINUTES_PER_DAY
  await inClientTransaction(pool, async (client, transaction) => {
    const staging = await openIncidentStaging(client, { importId, publisher: 'bench' })
    const cellsOf = createPlaceCells()
    let n = 0
    for (const incident of makeIncidents({ inWindow, before, weeks: WEEKS, asOfUtcMin, seed: 1 }))
      await staging.addIncident({ ...incident, publisher: 'bench', sourceId: `${n++}` }, cellsOf(incident))
    await staging.finish()
    const merged = await staging.merge()
    const none = { duplicates: 0, rejected: 0, outOfScope: {}, ambiguousTimes: 0, skippedTimes: 0 }
    await setImportCompleted(
      transaction,
      importId,
      { ...merged, ...none, rows: n },
      {
        sha256: 'none',
        coordinateMethod: null,
        coordinateAccuracyM: null,
        encodings: [],
        warnings: [],
        rowsPerSecond: null,
      },
    )
  })
}

/** p50 and p95 by the nearest rank. */
function quantiles(values: readonly number[]): string[] {
  const sorted = values.toSorted((a, b) => a - b)
  return [0.5, 0.95].map((q) => sorted[Math.ceil(q * sorted.length) - 1]!.toFixed(0))
}

const folder = await mkdtemp(join(tmpdir(), 'planner-bench-'))
// As root Postgres runs as somebody else, who must be able to enter.
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), fsync: false, say })
const database = openDatabase(postgres.url, fail)
await migrate(database.db)
say(`loading ${inWindow} incidents of the window and ${before} before it ...`)
await load(database)
const operation = await createOperation(database.db, 'bench', { name: 'Bench', startDay: AS_OF, days: 21 })
const { operationId } = operation

const jobs = createJobQueue(database, fail)
const jobFeed = createJobFeed(database.url, fail)
await jobs.start(createJobHandlers(database))
await jobFeed.start()
const app = await buildApp({
  db: database.db,
  jobs,
  jobFeed,
  settings: { dataDir: folder, maxUploadBytes: 1, databaseUrl: database.url },
  secure: false,
  logLevel: 'error',
})
await app.listen({ host: '127.0.0.1', port: 0 })
const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api`
await createAccount(database.db, 'bench', { username: 'bench', role: 'tasking', teamId: null, password: PASSWORD })
const session = await post('/session', { username: 'bench', password: PASSWORD })
const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!

async function post(path: string, body: object): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(path === '/session' ? {} : { cookie }) },
    body: JSON.stringify(body),
  })
}

/** Asks until the incidents are in memory. */
async function preview(settings: Partial<NewRanking> = {}): Promise<RankingPreview> {
  for (;;) {
    const response = await post('/ranking-previews', { operationId, asOf: AS_OF, ...settings })
    const answer = (await response.json()) as RankingPreview | RankingPreviewPending
    if (!response.ok) throw new Error(JSON.stringify(answer))
    if (!('building' in answer)) return answer
  }
}

/** Wall-clock and processor milliseconds of `work`. */
async function time(work: () => Promise<unknown>): Promise<{ wall: number; cpu: number }> {
  const [from, used] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(used)
  return { wall: performance.now() - from, cpu: (user + system) / 1000 }
}

try {
  const idle = process.memoryUsage().rss
  const first = await time(preview)
  const held = process.memoryUsage().rss
  say(
    `first preview, reading included: ${(first.wall / 1000).toFixed(1)} s, ${(first.cpu / 1000).toFixed(1)} s of processor; memory ${Math.round(idle / 1e6)} -> ${Math.round(held / 1e6)} MB`,
  )
  const { meta } = await preview()
  say(`${meta.incidentsInWindow} incidents in scope in the window, ${meta.candidates} places to choose from`)
  console.log('| moved | p50 ms | p95 ms | p50 ms of processor | p95 |')
  console.log('| --- | ---: | ---: | ---: | ---: |')
  for (const [name, settingsOf] of Object.entries(SLIDERS)) {
    const times: { wall: number; cpu: number }[] = []
    for (let n = 0; n < questions; n++) times.push(await time(() => preview(settingsOf(n))))
    const figures = [...quantiles(times.map(({ wall }) => wall)), ...quantiles(times.map(({ cpu }) => cpu))]
    console.log(`| ${name} | ${figures.join(' | ')} |`)
  }
  say(
    `memory after all questions ${Math.round(process.memoryUsage().rss / 1e6)} MB; runnable at the end ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`,
  )
} finally {
  await app.close()
  await jobs.stop()
  await jobFeed.stop()
  await database.db.destroy()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

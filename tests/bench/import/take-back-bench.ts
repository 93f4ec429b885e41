/**
 * A load of made rows taken back, by a process of its own whose memory is told, on a Postgres with the settings of the built-in one:
 *
 *   node_modules/.bin/node tests/bench/import/take-back-bench.ts [ROWS [alone]]
 *
 * Three cases: the load alone (`alone`: only that), the load that a later one of the same file holds whole, and one that had changed every row.
 * For each the time, the processor time of the process and of all of Postgres, and the most memory that the process gained and that one of Postgres held (Linux).
 */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../../server/src/database.ts'
import { startEmbeddedPostgres } from '../../../server/src/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../../server/src/migrator.ts'
import { insertImport } from '../../../server/src/repositories/import.repository.ts'
import { runImport } from '../../../server/src/services/import.service.ts'
import { getTakeBackForecast, takeImportBack } from '../../../server/src/services/take-back.service.ts'

const rows = Number(process.argv[2] ?? '220000')
const TICKS_PER_SECOND = 100
const SAMPLE_MS = 500

const folder = await mkdtemp(join(tmpdir(), 'planner-bench-'))
// As root Postgres runs as somebody else, who must be able to enter.
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres({
  dataDir: join(folder, 'data'),
  fsync: true,
  say: (line) => console.error(line),
})
const database = openDatabase(postgres.url, (error) => console.error(error))
const { db, pool } = database
let cluster = ''

function writeRows(place: number): string {
  const lines = ['id,occurred_from,occurred_to,offence,lat,lng,place_name']
  for (let i = 0; i < rows; i++)
    lines.push(
      `CR${i},2026-05-0${1 + (i % 9)}T22:1${i % 10},,robbery,51.${place}${100_000 + (i % 800_000)},-0.1,Made Street ${i % 20_000}`,
    )
  return lines.join('\n')
}

async function load(name: string): Promise<string> {
  const given = { format: 'canonical' as const, timezone: 'Europe/London' }
  const importId = await insertImport(db, { ...given, fileName: name, createdBy: 'bench' })
  await runImport({ db, pool }, { ...given, importId, paths: [join(folder, name)] })
  return importId
}

/** Seconds of the processor that Postgres has taken in all, and the most that one of its processes holds of its own, MB. */
async function ofPostgres(): Promise<{ seconds: number; megabytes: number }> {
  const [postmaster = ''] = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
  let [ticks, megabytes] = [0, 0]
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    // One that has ended meanwhile is counted with its parent from now on.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (pid !== postmaster && fields[1] !== postmaster) continue
    const own = pid === postmaster ? [11, 12, 13, 14] : [11, 12]
    ticks += own.reduce((sum, field) => sum + Number(fields[field]), 0)
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    megabytes = Math.max(megabytes, Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  }
  return { seconds: ticks / TICKS_PER_SECOND, megabytes }
}

async function measure<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const before = { cpu: process.cpuUsage(), postgres: await ofPostgres(), at: performance.now() }
  const heldMb = process.memoryUsage.rss() / 2 ** 20
  let [held, backend] = [heldMb, 0]
  const sample = async (): Promise<void> => {
    held = Math.max(held, process.memoryUsage.rss() / 2 ** 20)
    backend = Math.max(backend, (await ofPostgres()).megabytes)
  }
  const timer = setInterval(() => void sample(), SAMPLE_MS)
  const result = await work()
  clearInterval(timer)
  await sample()
  const cpu = process.cpuUsage(before.cpu)
  const { seconds } = await ofPostgres()
  const cells = [
    what,
    ((performance.now() - before.at) / 1000).toFixed(1),
    ((cpu.user + cpu.system) / 1e6).toFixed(2),
    (seconds - before.postgres.seconds).toFixed(1),
    (held - heldMb).toFixed(0),
    backend.toFixed(0),
  ]
  console.log(`| ${cells.join(' | ')} |`)
  return result
}

async function takeBack(importId: string, what: string): Promise<void> {
  await measure(`${what}: what it would do`, async () => getTakeBackForecast(db, importId))
  const counts = await measure(`${what}: taken back`, async () =>
    takeImportBack({ pool }, { importId, actor: 'bench' }),
  )
  console.error(what, counts)
}

try {
  await migrate(db)
  cluster = (await pool.query<{ data_directory: string }>('show data_directory')).rows[0]!.data_directory
  await writeFile(join(folder, 'a.csv'), writeRows(3))
  await writeFile(join(folder, 'b.csv'), writeRows(4))
  console.log(`${rows} rows`)
  console.log('| what | s | processor s | of Postgres s | process MB more | Postgres MB |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
  const alone = await measure('loaded', async () => load('a.csv'))
  await takeBack(alone, 'alone')
  if (process.argv[3] !== 'alone') {
    const first = await load('a.csv')
    const again = await measure('loaded again', async () => load('a.csv'))
    await takeBack(first, 'held by a later one')
    const changing = await measure('every row changed', async () => load('b.csv'))
    await takeBack(changing, 'that had changed every row')
    await takeBack(again, 'the rest')
  }
} finally {
  await db.destroy()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/**
 * The London rows into Postgres by an import, against a bare COPY of the same file into a table of text columns without an index,
 * in one run:
 *
 *   node_modules/.bin/node tests/bench/import/london-bench.ts F.csv.gz [RUNS]
 *
 * F is a CSV of the API of data.police.uk, packed or not; both ways read it unpacked. It starts a Postgres of its own with the settings
 * of the built-in one, takes the two in turn, each into empty tables, and gives the median of each and their ratio.
 */
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { openDatabase, type OpenDatabase } from '../../../server/src/database.ts'
import { startEmbeddedPostgres } from '../../../server/src/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../../../server/src/migrator.ts'
import { insertImport, type ImportCounts } from '../../../server/src/repositories/import.repository.ts'
import { runImport } from '../../../server/src/services/import.service.ts'

const FORMAT = 'police-uk-api'
const TIMEZONE = 'Europe/London'
const MOST_TIMES_COPY = 5

const [given = '../shared/data/london/police-uk-violence-robbery-2016-04_2017-06.csv.gz', runs = '5'] =
  process.argv.slice(2)

async function bareCopy({ pool }: OpenDatabase, path: string, columns: readonly string[]): Promise<void> {
  await pool.query('drop table if exists bare')
  await pool.query(`create table bare (${columns.map((column) => `"${column}" text`).join(', ')})`)
  // Read by Postgres itself: the quickest way there is.
  await pool.query(`copy bare from '${path}' (format csv, header)`)
}

async function load({ db, pool }: OpenDatabase, path: string): Promise<ImportCounts> {
  const importId = await insertImport(db, { fileName: 'f', format: FORMAT, timezone: TIMEZONE, createdBy: 'bench' })
  return runImport({ db, pool }, { importId, paths: [path], format: FORMAT, timezone: TIMEZONE })
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

const folder = await mkdtemp(join(tmpdir(), 'planner-bench-'))
// As root Postgres runs as somebody else, who must be able to enter.
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres({
  dataDir: join(folder, 'data'),
  fsync: true,
  say: (line) => console.error(line),
})
const database = openDatabase(postgres.url, (error) => console.error(error))
try {
  await migrate(database.db)
  const bytes = await readFile(given)
  const path = join(folder, 'incidents.csv')
  const text = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes
  await writeFile(path, text)
  const columns = text.toString('utf8', 0, text.indexOf('\n')).trim().split(',')
  const times: { copy: number[]; first: number[]; again: number[] } = { copy: [], first: [], again: [] }
  console.log('| run | bare COPY s | import s | again s | ratio |')
  console.log('| ---: | ---: | ---: | ---: | ---: |')
  for (let run = 1; run <= Number(runs); run++) {
    await database.pool.query('truncate incident, incident_import, incident_reject, held_incident, former_incident')
    times.copy.push(await seconds(() => bareCopy(database, path, columns)))
    let counts: ImportCounts | undefined
    times.first.push(await seconds(async () => (counts = await load(database, path))))
    times.again.push(await seconds(() => load(database, path)))
    const last = [times.copy, times.first, times.again].map((all) => all.at(-1)!)
    console.log(`| ${run} | ${last.map((s) => s.toFixed(2)).join(' | ')} | ${(last[1]! / last[0]!).toFixed(1)} |`)
    if (run === 1) console.error(`${counts!.rows} rows, ${counts!.added} added`)
  }
  const ratio = median(times.first) / median(times.copy)
  console.log(
    `median: COPY ${median(times.copy).toFixed(2)} s, import ${median(times.first).toFixed(2)} s, ${ratio.toFixed(1)} times (bar ${MOST_TIMES_COPY})`,
  )
  process.exitCode = ratio <= MOST_TIMES_COPY ? 0 : 3
} finally {
  await database.db.destroy()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

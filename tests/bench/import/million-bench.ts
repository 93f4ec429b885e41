/**
 * A million made rows loaded end to end by the command, with the built-in Postgres of a new DATA_DIR:
 *
 *   node_modules/.bin/node tests/bench/import/million-bench.ts [ROWS]
 *
 * The file is canonical, with ids, times to the minute and places of which hardly two are alike. It gives the time from the start of the command
 * to its end, Postgres' own start and end included, and the most memory that the process of the command held (Linux).
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MOST_SECONDS = 60
const MOST_MEGABYTES = 256
const [rows = '1000000'] = process.argv.slice(2)
const OFFENCES = ['robbery', 'violence-with-injury', 'violence-without-injury', 'sexual-offence', 'weapons']
const DAYS = 1500
const POLL_MS = 50

/** A sequence that is the same on every machine (Park and Miller's constants). */
function createDraws(): (below: number) => number {
  let state = 20_261_122
  return (below) => {
    state = (state * 48_271) % 2_147_483_647
    return Math.floor((state / 2_147_483_647) * below)
  }
}

async function writeRows(path: string): Promise<void> {
  const draw = createDraws()
  const file = createWriteStream(path)
  file.write('id,occurred_from,occurred_to,offence,lat,lng,how_found,domestic,place_type,recorded_at,place_name\n')
  let text = ''
  for (let i = 0; i < Number(rows); i++) {
    const day = new Date(Date.UTC(2022, 0, 1 + draw(DAYS))).toISOString().slice(0, 10)
    const time = `${day}T${String(draw(24)).padStart(2, '0')}:${String(draw(60)).padStart(2, '0')}`
    const [lat, lng] = [51.3 + draw(400_000) / 1e6, -0.5 + draw(800_000) / 1e6]
    text += `CR${i},${time},,${OFFENCES[draw(OFFENCES.length)]!},${lat.toFixed(6)},${lng.toFixed(6)},public,false,street,${time},Made Street ${draw(20_000)}\n`
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
  }
  file.end(text)
  await once(file, 'close')
}

/** The most memory that a process has held so far, in megabytes; 0 where the machine does not say. */
async function peakMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
}

const folder = await mkdtemp(join(tmpdir(), 'planner-bench-'))
// As root Postgres runs as somebody else, who must be able to enter.
await chmod(folder, 0o711)
const patrol = (...args: string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, '..', '..', '..', 'scripts', 'patrol.ts'), ...args], {
    env: { ...process.env, DATA_DIR: join(folder, 'data'), DATABASE_URL: '', INIT_CWD: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
try {
  await writeRows(join(folder, 'rows.csv'))
  await once(patrol('migrate'), 'exit')
  const startMs = performance.now()
  const child = patrol('import', '--incidents', 'rows.csv', '--format', 'canonical')
  let peak = 0
  const timer = setInterval(() => {
    void peakMegabytes(child.pid!).then((now) => (peak = Math.max(peak, now)))
  }, POLL_MS)
  const [status] = (await once(child, 'exit')) as [number]
  clearInterval(timer)
  const seconds = (performance.now() - startMs) / 1000
  console.log(
    `${rows} rows: exit ${status}, ${seconds.toFixed(1)} s (bar ${MOST_SECONDS}), ${Math.round(peak)} MB resident (bar ${MOST_MEGABYTES})`,
  )
  process.exitCode = status === 0 && seconds <= MOST_SECONDS && peak <= MOST_MEGABYTES ? 0 : 3
} finally {
  await rm(folder, { recursive: true, force: true })
}

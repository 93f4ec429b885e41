/**
 * Our row splitter against csv-parse on the same bytes, in turn, in one run:
 *
 *   node_modules/.bin/node tests/bench/import/split-bench.ts [ROWS]
 *
 * Half of the made rows have no quotes, as exports of coordinates and codes; the others have one quoted field with a comma. A test beside
 * the splitter holds what the two read against each other; here only the processor's time is compared.
 */
import { parse } from 'csv-parse'
import { createRowSplitter } from '../../../server/src/incidents/sources/split-rows.ts'

const [rows = '200000', runs = '5'] = process.argv.slice(2)
const PIECE_BYTES = 64 * 1024

function makeText(withQuotes: boolean): Buffer {
  const street = withQuotes ? '"Made Street, upper end"' : 'Made Street upper end'
  const lines = Array.from(
    { length: Number(rows) },
    (_, i) => `CR${i},2026-05-03T22:14,,robbery,51.47,-0.069,${street}`,
  )
  return Buffer.from(`id,occurred_from,occurred_to,offence,lat,lng,place_name\n${lines.join('\n')}\n`)
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES)
}

function splitByOurs(bytes: Buffer): number {
  const splitter = createRowSplitter(',')
  let count = 0
  for (const piece of pieces(bytes)) count += splitter.push(piece).length
  return count + splitter.end().length
}

async function splitByCsvParse(bytes: Buffer): Promise<number> {
  const parser = parse({ record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true })
  let count = 0
  parser.on('data', () => (count += 1))
  const ended = new Promise((resolve, reject) => parser.once('end', resolve).once('error', reject))
  for (const piece of pieces(bytes)) parser.write(piece)
  parser.end()
  await ended
  return count
}

/** Milliseconds of the processor. */
async function cost(split: () => number | Promise<number>): Promise<number> {
  const before = process.cpuUsage()
  const count = await split()
  const { user, system } = process.cpuUsage(before)
  if (count !== Number(rows) + 1) throw new Error(`${count} rows were read, not ${Number(rows) + 1}.`)
  return (user + system) / 1000
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

for (const withQuotes of [false, true]) {
  const bytes = makeText(withQuotes)
  const ours: number[] = []
  const theirs: number[] = []
  for (let run = 0; run < Number(runs); run++) {
    ours.push(await cost(() => splitByOurs(bytes)))
    theirs.push(await cost(() => splitByCsvParse(bytes)))
  }
  const [own, library] = [median(ours), median(theirs)]
  process.stdout.write(
    `${rows} rows ${withQuotes ? 'with' : 'without'} quotes: ours ${own.toFixed(0)} ms, csv-parse ${library.toFixed(0)} ms: ${(library / own).toFixed(1)} times ours\n`,
  )
}

/**
 * How well the profiles of ranked places tell the hours of what came afterwards, beside simpler ways, as a table for docs/ranking.md:
 *
 *   node_modules/.bin/node tests/bench/hours/table.ts INCIDENTS.csv America/Chicago 2015-01-05 2015-06-01 ..
 *
 * INCIDENTS.csv is a `canonical` file with place_type. At each date the top 250 are ranked; what came to them in the 12 weeks after it is
 * scored by the mean of ln(relative risk of its hour): 0 is a flat week. Command units are made by cutting the city at quartiles of latitude
 * and the median of longitude. Intervals: 95 %, bootstrap over the places of all dates.
 */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  createIncidentTable,
  createSeededRng,
  createZone,
  DEFAULT_RANK_OPTIONS,
  HOURS_PER_WEEK,
  MINUTES_PER_DAY,
  OFFENCES,
  parseDay,
  parseLocalMinute,
  PLACE_TYPES,
  rankHotspots,
  uniformBelow,
  type Area,
  type IncidentColumns,
  type RankOptions,
} from '../../../shared/src/core/index.ts'
import { createKnownHours } from '../../../shared/src/core/hotspots/hours/known-hours.ts'
import { selectScope } from '../../../shared/src/core/hotspots/scope.ts'

const HELD_OUT_DAYS = 84
const RESAMPLES = 2000
const WAYS = ['profile', 'force', 'own', 'flat'] as const
type Way = (typeof WAYS)[number]
/** Held-out weight of a place and its summed score by each way. */
type Score = { weight: number } & Record<Way, number>

const [file, timezone, ...dates] = process.argv.slice(2)
if (file === undefined || timezone === undefined || dates.length === 0)
  throw new Error('table.ts INCIDENTS.csv TIMEZONE DATE ..')
const zone = createZone(timezone)
const incidents = await readCanonical(file)
const areas = cutIntoUnits(incidents)
for (const history of ['use', 'ignore'] as const) {
  const scores = dates.flatMap((date) => scoreAt(date, history))
  console.log(`| ${history === 'use' ? 'all before' : '12 weeks'} | ${describe(scores)} |`)
}

/** Good for files without quoted commas, which is what the development data is. */
async function readCanonical(path: string): Promise<IncidentColumns> {
  const table = createIncidentTable()
  let header: string[] | undefined
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const fields = line.split(',')
    if (header === undefined) {
      header = fields
      continue
    }
    const field = (name: string): string => fields[header!.indexOf(name)] ?? ''
    const local = parseLocalMinute(field('occurred_from'))
    const offence = OFFENCES.find((one) => one === field('offence'))
    if (local === undefined || offence === undefined) continue
    table.add({
      occurredFrom: zone.toUtcMin(local).utcMin,
      occurredTo: null,
      precision: 'minute',
      recordedAt: null,
      offence,
      offenceCode: null,
      flags: [],
      howFound: 'unknown',
      domestic: field('domestic') === 'true',
      placeType: PLACE_TYPES.find((type) => type === field('place_type')) ?? null,
      lat: Number(field('lat')),
      lng: Number(field('lng')),
      placeName: null,
    })
  }
  return table.finish()
}

function cutIntoUnits({ lat, lng }: IncidentColumns): Area[] {
  const cut = (values: Float64Array, parts: number): number[] => {
    const sorted = values.toSorted()
    return Array.from({ length: parts + 1 }, (_, i) => sorted[Math.round((i / parts) * (sorted.length - 1))]!)
  }
  const lats = cut(lat, 4)
  const lngs = cut(lng, 2)
  return lats.slice(1).flatMap((north, i) =>
    lngs.slice(1).map((east, j): Area => {
      const [south, west] = [lats[i]!, lngs[j]!]
      const ring: [number, number][] = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ]
      return { name: `${i}${j}`, bcu: `${i}${j}`, geometry: { type: 'Polygon', coordinates: [ring] } }
    }),
  )
}

function scoreAt(date: string, history: RankOptions['history']): Score[] {
  const asOfDay = parseDay(date)!
  const options: RankOptions = { ...DEFAULT_RANK_OPTIONS, timezone: zone.id, publicPlaceOnly: true, asOfDay, history }
  const { hotspots, meta } = rankHotspots({ incidents, areas, options })
  const placeOf = new Map(hotspots.flatMap(({ cells }, place) => cells.map((cell) => [cell, place] as const)))
  const { selected } = selectScope(incidents, options)
  const known = createKnownHours(incidents, zone, asOfDay)
  const week = (): Float64Array => new Float64Array(HOURS_PER_WEEK)
  const [own, later, force] = [hotspots.map(week), hotspots.map(week), week()]
  const instant = (day: number): number => zone.toUtcMin(day * MINUTES_PER_DAY).utcMin
  const from = history === 'use' ? -Infinity : instant(meta.windowFromDay)
  const [now, end] = [instant(asOfDay), instant(asOfDay + HELD_OUT_DAYS)]
  for (let i = 0; i < incidents.length; i++) {
    const at = incidents.occurredFrom[i]!
    if (selected[i] === 0 || at < from || at >= end) continue
    const place = placeOf.get(incidents.cells10[incidents.cell10[i]!]!)
    known.spread(i, (hour, weight) => {
      if (at < now) force[hour]! += weight
      if (place !== undefined) (at < now ? own : later)[place]![hour]! += weight
    })
  }
  const relative = (counts: Float64Array): Float64Array => {
    // One incident spread flat, so that an hour without any is unlikely and not impossible.
    const total = counts.reduce((sum, count) => sum + count, 1)
    return counts.map((count) => ((count + 1 / HOURS_PER_WEEK) / total) * HOURS_PER_WEEK)
  }
  const forceProfile = relative(force)
  return later.map((counts, place): Score => {
    const ownProfile = relative(own[place]!)
    const score = (risk: ArrayLike<number>): number =>
      counts.reduce((sum, weight, hour) => sum + weight * Math.log(risk[hour]!), 0)
    return {
      weight: counts.reduce((sum, weight) => sum + weight, 0),
      profile: score(hotspots[place]!.profile),
      force: score(forceProfile),
      own: score(ownProfile),
      flat: 0,
    }
  })
}

function describe(scores: readonly Score[]): string {
  const rng = createSeededRng(1)
  const mean = (some: readonly Score[], of: (score: Score) => number): number =>
    some.reduce((sum, score) => sum + of(score), 0) / some.reduce((sum, { weight }) => sum + weight, 0)
  const resamples = Array.from({ length: RESAMPLES }, () => scores.map(() => scores[uniformBelow(rng, scores.length)]!))
  const against = (way: Way): string => {
    const gain = ({ profile, [way]: other }: Score): number => profile - other
    const spread = resamples.map((some) => mean(some, gain)).sort((a, b) => a - b)
    const [low, high] = [spread[Math.floor(0.025 * RESAMPLES)]!, spread[Math.floor(0.975 * RESAMPLES)]!]
    return `${mean(scores, gain).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`
  }
  const total = scores.reduce((sum, { weight }) => sum + weight, 0)
  return [
    Math.round(total),
    ...WAYS.map((way) => mean(scores, (score) => score[way]).toFixed(3)),
    against('force'),
    against('own'),
    against('flat'),
  ].join(' | ')
}

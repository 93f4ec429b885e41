import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import {
  createZone,
  dayOf,
  DEFAULT_TRAVEL,
  distanceKm,
  DomainError,
  formatDay,
  formatPlanChunks,
  KEY_BYTES,
  LEAST_DOSE,
  parseKey,
  setDosesFromCapacity,
  type Plan,
  type PlanInput,
} from '@planner/shared/core'
import { drawDesign, formatPower } from '../plans/plan-design.ts'
import { describePreview } from '../plans/format-preview.ts'
import { keepHeapLean } from '../plans/lean-heap.ts'
import { planInThreads } from '../plans/plan-in-threads.ts'
import { readActivities } from '../plans/read-activities.ts'
import { readBlackouts } from '../plans/read-blackouts.ts'
import { readHotspots } from '../plans/read-hotspots.ts'
import { applyHourProfiles, readGuarantees, readKey } from '../plans/read-settings.ts'
import { readShifts } from '../plans/read-shifts.ts'
import { readTravel } from '../plans/read-travel.ts'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { EXIT, resolvePath, type Command, type CommandIo, type ParsedOptions } from './command.ts'
import { createProgress } from './progress.ts'

const DEFAULT_DAYS = 21

export const plan: Command = {
  summary: 'fill rostered tours with unpredictable patrol windows',
  options: {
    hotspots: { value: 'F.json', help: 'ranked places, as rank writes them', required: true },
    shifts: { value: 'F.csv', help: 'rostered tours of crews, one row per crew and tour', required: true },
    start: { value: 'YYYY-MM-DD', help: 'first day, local date', required: true },
    days: { value: 'N', help: `days to plan (default ${DEFAULT_DAYS}, at most 92)` },
    travel: {
      value: 'F.json',
      help: 'travel model: footKmh, vehKmh, vehOverheadMin, detour (default 5, 20, 2, 1.3); and a matrix of minutes',
    },
    'hour-profile': { value: 'F.json', help: '168 relative risks by hour of the week, for all or by hotspot id' },
    activities: {
      value: 'F.json',
      help: 'what crews do at places, such as examples/activities.json (default: high-visibility patrol alone)',
    },
    blackouts: { value: 'F.csv', help: 'places and times that no window may touch' },
    'entropy-floor': {
      value: 'X',
      help: '0 to 1: how evenly over the hours places are visited at least (default: as little as the bars allow)',
    },
    guarantees: {
      value: 'F.csv',
      help: 'visits a day that the places of an area get together, whatever it costs others',
    },
    design: {
      value: 'NAME',
      help: 'ordinary (default), crossover-daily or crossover-blocks: days without visits to compare with',
    },
    doses: {
      value: 'NAME',
      help: 'as-ranked (default), or from-capacity: scaled down evenly in each BCU whose tours cannot carry them',
    },
    'key-file': { value: 'F', help: 'file with the secret key, 64 hexadecimal digits' },
    key: { value: 'HEX64', help: 'the key itself: tests only, since other users of the machine can see it' },
    out: { value: 'F.json', help: 'where the plan goes', required: true },
  },
  example: 'plan --hotspots hotspots.json --shifts examples/shifts.csv --start 2026-01-05 --out plan.json',
  notes: `
Without --key-file a random key is made and written beside the plan as OUT.key, readable by you alone. Whoever has the key
knows every window: keep it secret until the last one has passed; then anyone with it can check the plan.

Files
  shifts CSV      shift_id,team_id,bcu,start,end,break_minutes,base_lat,base_lng
                  and optionally break_from,break_to,crew_id,call_sign,team_kind,crew_size,
                  briefing_minutes,book_off_minutes,max_visits,skills (space between),sergeant (true or false)
                  Times are local (2026-01-05T07:00) or ISO 8601 with an offset; durations are minutes. Without
                  break_from and break_to the break lies anywhere from start + 2 h to end - 2 h.
  travel JSON     { footKmh, vehKmh, vehOverheadMin, detour, matrix: { places: [ids], minutes: [[..], ..] } }, all
                  optional; the matrix holds minutes from each place (row) to each (column), 0 to 600, 0 to itself, for
                  hotspot ids and "base:BCU"; ways that are not in it take the model; at most 3,000 places
  hour profile    [168 numbers from Monday 00:00 local] or { "HOTSPOT_ID": [168 numbers] }; scaled to mean 1
  activities JSON a list of { id, minutes:[least,most], crews, shares:{A,B,C} } and optionally needsSergeant, skills;
                  crews (1-4) are there together, needsSergeant and skills hold for at least one of them; shares
                  are parts of the visits by tier, with 0 in all tiers it is never drawn
  blackouts CSV   hotspot_id,from,to and optionally reason; an empty hotspot_id or * is every place; times as in shifts.
                  A reason is about the place ("road closed", "vigil"), never about a person; it stands in the plan
  guarantees CSV  area,least_per_day; the area as the hotspots write it
  plan            stays of 12-16 minutes, travel in minutes; a tour that starts outside the days is left empty, and no
                  window starts after the last day's midnight
`,
  async run(options, io) {
    keepHeapLean()
    const startDay = options.day('start')
    const days = options.integer('days', DEFAULT_DAYS, 1, 92)
    const out = resolvePath(options.getText('out'), io)
    const { hotspots: ranked, timezone, horizonDays } = await readHotspots(resolvePath(options.getText('hotspots'), io))
    const profilePath = options.text('hour-profile')
    const hotspots = profilePath === undefined ? ranked : await applyHourProfiles(ranked, resolvePath(profilePath, io))
    const shifts = await readShifts(resolvePath(options.getText('shifts'), io), timezone)
    const travelPath = options.text('travel')
    const travel =
      travelPath === undefined ? DEFAULT_TRAVEL : await readTravel(resolvePath(travelPath, io), { hotspots, shifts })
    const blackoutsPath = options.text('blackouts')
    const activitiesPath = options.text('activities')
    const entropyFloor = readFloor(options)
    const guaranteesPath = options.text('guarantees')
    const asRanked: PlanInput = {
      hotspots,
      shifts,
      startDay,
      days,
      timezone,
      travel,
      ...(activitiesPath !== undefined && { activities: await readActivities(resolvePath(activitiesPath, io)) }),
      ...(blackoutsPath !== undefined && {
        blackouts: await readBlackouts(resolvePath(blackoutsPath, io), hotspots, timezone),
      }),
      ...(entropyFloor !== undefined && { entropyFloor }),
      ...(guaranteesPath !== undefined && { guarantees: await readGuarantees(resolvePath(guaranteesPath, io)) }),
    }
    const doses = options.choice('doses', ['as-ranked', 'from-capacity'], 'as-ranked')
    const ordinary = doses === 'as-ranked' ? asRanked : setDoses(asRanked, io)
    const { key, isNew } = await findKey(options, io, out)
    const input = { ...ordinary, ...drawDesign(options.text('design') ?? 'ordinary', ordinary, { key, draw: 0 }) }
    // Before anything is planned: whoever cannot learn anything from the operation should know it now.
    io.err(formatPower(input, horizonDays))
    io.err(describePreview(input))

    // On disk before anything is drawn from it: to be interrupted is no way to another draw.
    if (isNew) await writeWholeFile(newKeyOf(out), `${Buffer.from(key).toString('hex')}\n`, 0o600)
    let made: Plan
    try {
      made = await planInThreads(input, {
        key,
        unitFolder: unitFolderOf(out),
        onProgress: createProgress(io, 'planning'),
      })
      // The key first: a plan whose key is lost can never be checked.
      if (isNew) await rename(newKeyOf(out), `${out}.key`)
      await writeWholeFile(out, formatPlanChunks(made))
    } finally {
      // Only whoever is killed leaves something to go on with.
      await rm(newKeyOf(out), { force: true })
      await rm(unitFolderOf(out), { recursive: true, force: true })
    }
    io.err(summarise(made, out, isNew))
    return made.windows.length === 0 ? EXIT.infeasible : EXIT.done
  },
}

function readFloor(options: ParsedOptions): number | undefined {
  const text = options.text('entropy-floor')
  if (text === undefined) return undefined
  const floor = text.trim() === '' ? Number.NaN : Number(text)
  if (!(floor >= 0 && floor <= 1))
    throw new DomainError('INVALID_INPUT', `--entropy-floor is "${text}"; it must be a number from 0 to 1.`)
  return floor
}

/** Doses that the tours can carry, and for each unit where they changed what was done. */
function setDoses(asRanked: PlanInput, io: CommandIo): PlanInput {
  const { input, units } = setDosesFromCapacity(asRanked)
  for (const { bcu, wantedVisits, possibleVisits, share, isShort } of units) {
    const visits = `BCU "${bcu}": its tours carry ${Math.round(possibleVisits)} visits of the ${Math.round(wantedVisits)} that its doses ask for`
    if (share < 1)
      io.err(`${visits}; doses are set to ${(100 * share).toFixed(0)} %, none below ${LEAST_DOSE} a day.\n`)
    if (isShort) io.err(`${visits}: too few for the least dose. Add tours, or take fewer places.\n`)
  }
  return input
}

/** Finished command units, so that a plan that is interrupted is gone on with when it is asked for again. */
const unitFolderOf = (out: string): string => `${out}.units`
/** A key that no plan was drawn with yet; it takes the place of an older plan's key only when there is a plan. */
const newKeyOf = (out: string): string => `${out}.key.new`

async function findKey(
  options: ParsedOptions,
  io: CommandIo,
  out: string,
): Promise<{ key: Uint8Array; isNew: boolean }> {
  const path = options.text('key-file')
  const hex = options.text('key')
  if (path !== undefined && hex !== undefined)
    throw new DomainError('INVALID_INPUT', 'Give --key-file or --key, not both.')
  if (path !== undefined) return { key: await readKey(resolvePath(path, io)), isNew: false }
  if (hex !== undefined) return { key: parseKey(hex), isNew: false }
  if (existsSync(unitFolderOf(out)) && existsSync(newKeyOf(out))) {
    io.err('Going on with the plan that was interrupted, and with its key.\n')
    return { key: await readKey(newKeyOf(out)), isNew: true }
  }
  return { key: new Uint8Array(randomBytes(KEY_BYTES)), isNew: true }
}

function summarise(made: Plan, out: string, isNew: boolean): string {
  const tours = made.tours.filter((tour) => tour.inPeriod).length
  const lines = [
    `${made.windows.length} patrol windows in ${tours} tours for ${made.input.hotspots.length} hotspots: ${out}`,
  ]
  const outside = made.tours.length - tours
  if (outside > 0) lines.push(`${outside} tours start outside the plan's days and are left empty.`)
  if (tours === 0) lines.push(`No tour starts in the plan's days: the roster ${formatSpan(made)}. Is --start right?`)
  if (made.input.hotspots.every(({ dosePerDay }) => dosePerDay === 0))
    lines.push('Every dosePerDay is 0, so nothing is asked for.')
  const rostered = new Set(made.tours.filter((tour) => tour.inPeriod).map(({ shift }) => shift.bcu))
  const bare = Map.groupBy(
    made.input.hotspots.filter(({ bcu }) => !rostered.has(bcu)),
    ({ bcu }) => bcu,
  )
  for (const [bcu, places] of tours === 0 ? [] : [...bare].sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(
      `BCU "${bcu}" has ${places.length} hotspots and no tour in these days: nothing can be placed there. ` +
        `Maybe the roster writes it differently? It has: ${[...rostered].sort().join(', ') || 'none'}.`,
    )
  lines.push(...listFarPlaces(made))
  const causes = Map.groupBy(made.unplaced, ({ cause }) => cause)
  if (made.unplaced.length > 0)
    lines.push(
      `${made.unplaced.length} visits below the dose: ${[...causes].map(([cause, visits]) => `${cause} ${visits.length}`).join(', ')}.`,
    )
  const breaches = Map.groupBy(made.rosterBreaches, ({ rule }) => rule)
  for (const [rule, found] of breaches)
    lines.push(rule === 'not-checkable' ? found[0]!.detail : `Roster: ${found.length} breaches of ${rule}.`)
  if (isNew)
    lines.push(`The key is new: ${out}.key. Keep it secret until the last window has passed, and do not lose it.`)
  return `${lines.join('\n')}\n`
}

/** First and last day on which a tour of the roster starts. */
function formatSpan({ input: { shifts, timezone } }: Plan): string {
  const zone = createZone(timezone)
  const days = shifts.map(({ start }) => dayOf(zone.toLocalMin(start)))
  const [first, last] = [Math.min(...days), Math.max(...days)].map(formatDay)
  return first === last ? `has tours on ${first} alone` : `has tours from ${first} to ${last}`
}

/** Places that no tour of their unit can get to and back from, with how far they are: latitude and longitude get swapped. */
function listFarPlaces({ input, unplaced }: Plan): string[] {
  const far = new Set(unplaced.filter(({ cause }) => cause === 'travel').map(({ hotspotId }) => hotspotId))
  if (far.size === 0) return []
  const told = input.hotspots
    .filter(({ id }) => far.has(id))
    .slice(0, 3)
    .map((place) => {
      const bases = input.shifts.filter(({ bcu }) => bcu === place.bcu).map(({ base }) => distanceKm(base, place))
      return `${place.id} (${Math.round(Math.min(...bases))} km)`
    })
  const more = far.size > told.length ? ` and ${far.size - told.length} more` : ''
  return [`Too far from their base for any tour: ${told.join(', ')}${more}. Are lat and lng right, and not swapped?`]
}

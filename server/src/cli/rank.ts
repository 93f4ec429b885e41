import {
  completeDayOf,
  completenessWarning,
  createZone,
  DEFAULT_RANK_OPTIONS,
  DomainError,
  estimateDelay,
  RANK_BY,
  RANK_METHODS,
  rankHotspots,
  recordingDaysOf,
  SHAPES,
  toRankingFile,
  type Area,
  type IncidentColumns,
  type OutlineOptions,
  type RankOptions,
  type Ward,
} from '@planner/shared/core'
import { readAreaFiles, readLabelFile, readWardFile } from '../areas/read-area-files.ts'
import { rankingFormatOf, writeRanking } from '../hotspots/write-ranking.ts'
import { readPresence } from '../plans/read-presence.ts'
import { EXIT, resolvePath, type Command, type CommandIo, type ParsedOptions } from './command.ts'
import { loadHarmTable } from './harm-input.ts'
import { loadIncidents } from './incident-input.ts'
import { loadPlaceLimits } from './place-input.ts'
import { rankSummary } from './rank-summary.ts'
import { RANKING_OPTIONS, readRankingOptions } from './ranking-options.ts'
import { loadTheme } from './theme-input.ts'

const DEFAULTS = DEFAULT_RANK_OPTIONS

export const rank: Command = {
  summary: 'rank the places where violence and robbery are to be expected, with intervals',
  options: {
    'as-of': { value: 'YYYY-MM-DD', help: 'local date; only incidents before its midnight are used', required: true },
    ...RANKING_OPTIONS,
    weeks: { value: 'WEEKS', help: `length of the window before as-of (default ${DEFAULTS.weeks})` },
    history: {
      value: 'use|ignore',
      help: 'whether incidents before the window serve as prior (default use)',
    },
    'horizon-days': {
      value: 'DAYS',
      help: `days from as-of that expected counts are for (default ${DEFAULTS.horizonDays})`,
    },
    top: { value: 'N', help: `how many hotspots (default ${DEFAULTS.top})` },
    shape: {
      value: 'joined|cell',
      help: '1-3 joined cells, resolution 10 only, or one cell each (default joined; at 9 cell)',
    },
    'across-units': { help: 'a joined hotspot may lie in two command units; it then belongs to the one at its middle' },
    method: { value: 'auto', help: 'how to rank; there is one method (default auto)' },
    'rank-by': {
      value: 'WHAT',
      help: `${RANK_BY.join(', ')}: expected incidents, expected harm days, or a mix (default ${DEFAULTS.rankBy})`,
    },
    boundaries: { value: 'F.geojson', help: 'polygons of areas (boroughs) in WGS84 with a property "name"' },
    areas: { value: 'F.csv', help: 'area,bcu: the command unit of each area; without it one unit, "force"' },
    'name-property': { value: 'NAME', help: 'property of the boundaries that holds the name (default name)' },
    wards: { value: 'F.geojson', help: 'polygons of wards with a property "name": told of each hotspot in JSON' },
    'ward-name-property': { value: 'NAME', help: 'property of the wards that holds the name (default name)' },
    excluded: {
      value: 'F.csv',
      help: 'name,reason,lat,lng,radius_m: prisons, hospitals, stations: no hotspot comes so near',
    },
    quotas: { value: 'F.csv', help: 'area,least,most: how many hotspots an area has; needs --boundaries' },
    labels: { value: 'F.csv', help: 'name,lat,lng: street names for places whose incidents have none' },
    patrols: {
      value: 'PLAN.json',
      many: true,
      help: 'earlier plans: what crews there added to the records is taken out of the counts',
    },
    out: { value: 'F', help: 'F.csv, F.geojson or F.json: the ending decides', required: true },
  },
  example:
    'rank --incidents examples/incidents.csv --format canonical --as-of 2026-01-05 --top 20 --boundaries examples/boundaries.geojson --areas examples/areas.csv --out hotspots.json',
  notes: `
Expected counts are incidents over the horizon, expected_low and expected_high their 10 % and 90 % predictive
quantiles, p_top the probability of belonging to the true top by count, whatever is ranked by, harm_days expected days of the harm table.
Data with months only: the window is the 3 whole months before as-of's month, the horizon as-of's month.
When the last days before as-of are not yet 95 % recorded (recorded_at), it warns and says how many.
Incidents found by police themselves are never ranked. Rejected rows go to OUT.rejects.csv.
The price of a quota is the expected incidents given up for it alone; JSON has it, and what excluded places left out.
horizon_to is the day after the horizon. Exit 0: done. Exit 1: quotas that nothing can keep. Exit 2: bad input, or no
incident in the window.
`,
  async run(options, io) {
    const out = resolvePath(options.getText('out'), io)
    rankingFormatOf(out)
    const rankOptions = { ...readRankOptions(options), ...(await loadTheme(options, io)) }
    const areas = await loadAreas(options, io)
    const limits = await loadPlaceLimits(options, areas, rankOptions.top, io)
    const labelPath = options.text('labels')
    const wards = await loadWards(options, io)
    const labels = labelPath === undefined ? [] : await readLabelFile(resolvePath(labelPath, io))
    const harmTable = await loadHarmTable(options, io)
    const incidents = await loadIncidents(options, rankOptions.timezone, out, io)
    const plans = options.texts('patrols').flatMap((names) => names.split(','))
    const patrols =
      plans.length === 0 ? undefined : await readPresence(plans.map((name) => ({ name, path: resolvePath(name, io) })))
    const ranking = rankHotspots({
      incidents,
      areas,
      options: rankOptions,
      labels,
      wards,
      ...limits,
      ...(patrols !== undefined && { patrols }),
      ...(harmTable !== undefined && { harmTable }),
    })
    await writeRanking(toRankingFile(ranking), out)
    io.err(rankSummary(ranking, options.getText('out')))
    io.err(completenessLine(incidents, rankOptions))
    return EXIT.done
  },
}

/** Whether the last days before as-of are there yet, as far as the files tell. */
function completenessLine(incidents: IncidentColumns, { asOfDay, timezone }: RankOptions): string {
  const complete = completeDayOf(estimateDelay(recordingDaysOf(incidents, createZone(timezone))))
  const warning = completenessWarning(asOfDay, complete)
  if (warning === null) return ''
  return complete.day === null ? `${warning}\n` : `WARNING ${warning}\n`
}

function readRankOptions(options: ParsedOptions): RankOptions {
  const shared = readRankingOptions(options)
  const shape = options.choice('shape', SHAPES, shared.resolution === 9 ? 'cell' : DEFAULTS.shape)
  if (shared.resolution === 9 && shape === 'joined')
    throw new DomainError(
      'INVALID_INPUT',
      '--shape joined needs --resolution 10: cells of resolution 9 are too large to join.',
    )
  return {
    ...shared,
    asOfDay: options.day('as-of'),
    shape,
    acrossUnits: options.has('across-units'),
    method: options.choice('method', RANK_METHODS, DEFAULTS.method),
    rankBy: options.choice('rank-by', RANK_BY, DEFAULTS.rankBy),
    history: options.choice('history', ['use', 'ignore'], DEFAULTS.history),
  }
}

async function loadAreas(options: ParsedOptions, io: CommandIo): Promise<readonly Area[]> {
  const boundaries = options.text('boundaries')
  const areasPath = options.text('areas')
  if (boundaries === undefined) {
    if (areasPath !== undefined)
      throw new DomainError(
        'INVALID_INPUT',
        '--areas needs --boundaries: it names areas, and their outlines are there.',
      )
    return []
  }
  const { areas, warnings } = await readAreaFiles(
    resolvePath(boundaries, io),
    areasPath === undefined ? undefined : resolvePath(areasPath, io),
    nameOption(options.text('name-property')),
  )
  for (const warning of warnings) io.err(`${warning}\n`)
  return areas
}

async function loadWards(options: ParsedOptions, io: CommandIo): Promise<readonly Ward[]> {
  const path = options.text('wards')
  if (path === undefined) return []
  const { wards, warnings } = await readWardFile(resolvePath(path, io), nameOption(options.text('ward-name-property')))
  for (const warning of warnings) io.err(`${warning}\n`)
  return wards
}

const nameOption = (nameProperty: string | undefined): OutlineOptions =>
  nameProperty === undefined ? {} : { nameProperty }

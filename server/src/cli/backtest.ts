import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import {
  DEFAULT_RANK_OPTIONS,
  DomainError,
  parseDay,
  runBacktest,
  toBacktestFile,
  type BacktestOptions,
} from '@planner/shared/core'
import { checkMethods, DEFAULT_STEP_WEEKS, METHOD_IDS } from '../hotspots/backtest-choices.ts'
import { backtestTable } from './backtest-table.ts'
import { EXIT, resolvePath, type Command, type ParsedOptions } from './command.ts'
import { HARM_SHARE_HELP, HARM_TABLE_HELP, loadHarmTable, readHarmShare } from './harm-input.ts'
import { FORMAT_NAMES, loadIncidents, readOffences } from './incident-input.ts'
import { createProgress } from './progress.ts'
import { formatBacktest } from '../hotspots/format-backtest.ts'
import { loadTheme, THEME_HELP } from './theme-input.ts'

const DEFAULTS = DEFAULT_RANK_OPTIONS

export const backtest: Command = {
  summary: 'show on past data how well each way of ranking would have found the following weeks',
  options: {
    incidents: {
      value: 'F',
      many: true,
      help: 'incident CSV files, plain or .gz, or folders of them',
      required: true,
    },
    format: { value: 'FMT', help: `what the files are: ${FORMAT_NAMES.join(', ')}`, required: true },
    from: { value: 'YYYY-MM-DD', help: 'first date to stand at; what is before it is history', required: true },
    to: { value: 'YYYY-MM-DD', help: 'the day after the last horizon may end', required: true },
    'step-weeks': { value: 'WEEKS', help: `weeks between the dates stood at (default ${DEFAULT_STEP_WEEKS})` },
    weeks: { value: 'WEEKS', help: `length of the window before each date (default ${DEFAULTS.weeks})` },
    'horizon-days': { value: 'DAYS', help: `days predicted from each date (default ${DEFAULTS.horizonDays})` },
    methods: { value: 'LIST', help: `all, or with commas: ${METHOD_IDS.join(',')} (default all)` },
    resolution: { value: '9|10', help: 'H3 resolution: 10 is about 125 m across, 9 about 330 m (default 10)' },
    top: { value: 'N', help: `how many cells each method chooses (default ${DEFAULTS.top})` },
    offences: { value: 'LIST', help: 'violence, robbery or single classes, with commas (default violence,robbery)' },
    'include-domestic': { help: 'also incidents known to be domestic, which a visible patrol cannot reach' },
    'public-place-only': { help: 'only streets, transport, parks, retail and licensed premises; needs place_type' },
    'harm-share': { value: 'SHARE', help: HARM_SHARE_HELP },
    'harm-table': { value: 'F.csv', help: HARM_TABLE_HELP },
    theme: { value: 'ID|F.json', help: THEME_HELP },
    timezone: { value: 'ZONE', help: `IANA time zone of the files' local times (default ${DEFAULTS.timezone})` },
    out: { value: 'F.json', help: 'every figure, also of each date', required: true },
  },
  example:
    'backtest --incidents examples/incidents.csv --format canonical --from 2025-10-13 --to 2026-01-05 --top 20 --out backtest.json',
  notes: `
The methods choose single cells among those with an incident before --from and the cells around them. The table is
printed, progress goes to stderr. Data with months only: one date a month, the horizon is that month. Intervals are
95 %, from resampling the dates. The same input gives the same file, byte for byte.
Exit 0: done, also when ours comes out worse: then a warning stands above the table. Exit 2: bad input.
`,
  async run(options, io) {
    const out = resolvePath(options.getText('out'), io)
    if (!out.toLowerCase().endsWith('.json'))
      throw new DomainError('INVALID_INPUT', `--out is "${options.getText('out')}"; it must end in .json.`)
    const backtestOptions = { ...readBacktestOptions(options), ...(await loadTheme(options, io)) }
    const harmTable = await loadHarmTable(options, io)
    const incidents = await loadIncidents(options, backtestOptions.timezone, out, io)
    const result = runBacktest({ incidents, options: backtestOptions, harmTable }, createProgress(io, 'backtest'))
    await writeWhole(formatBacktest(toBacktestFile(result)), out)
    io.out(backtestTable(result))
    return EXIT.done
  },
}

function readBacktestOptions(options: ParsedOptions): BacktestOptions {
  return {
    fromDay: readDay(options, 'from'),
    toDay: readDay(options, 'to'),
    stepWeeks: options.integer('step-weeks', DEFAULT_STEP_WEEKS, 1, 104),
    weeks: options.integer('weeks', DEFAULTS.weeks, 1, 104),
    horizonDays: options.integer('horizon-days', DEFAULTS.horizonDays, 1, 366),
    methods: readMethods(options.text('methods') ?? 'all'),
    resolution: options.choice('resolution', ['9', '10'], '10') === '9' ? 9 : 10,
    top: options.integer('top', DEFAULTS.top, 1, 10_000),
    offences: readOffences(options.texts('offences')),
    includeDomestic: options.has('include-domestic'),
    publicPlaceOnly: options.has('public-place-only'),
    harmShare: readHarmShare(options),
    timezone: options.text('timezone') ?? DEFAULTS.timezone,
  }
}

function readDay(options: ParsedOptions, name: string): number {
  const day = parseDay(options.getText(name))
  if (day === undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `--${name} is "${options.getText(name)}"; it must be a date such as 2026-01-05.`,
    )
  return day
}

function readMethods(text: string): readonly string[] {
  return text === 'all' ? METHOD_IDS : checkMethods(text.split(',').map((word) => word.trim()))
}

/** In full to a temporary file beside it, then renamed, so that nobody ever reads half of it. */
async function writeWhole(text: string, path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, text, { flag: 'wx' })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw new DomainError('INVALID_INPUT', `${path} cannot be written: ${String(error)}. Choose another folder.`)
  }
}

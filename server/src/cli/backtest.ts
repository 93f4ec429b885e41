import {
  DEFAULT_RANK_OPTIONS,
  DomainError,
  runBacktest,
  toBacktestFile,
  type BacktestOptions,
} from '@planner/shared/core'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { checkMethods, DEFAULT_STEP_WEEKS, METHOD_IDS } from '../hotspots/backtest-choices.ts'
import { formatBacktest } from '../hotspots/format-backtest.ts'
import { backtestTable } from './backtest-table.ts'
import { EXIT, resolvePath, type Command, type ParsedOptions } from './command.ts'
import { loadHarmTable } from './harm-input.ts'
import { loadIncidents } from './incident-input.ts'
import { createProgress } from './progress.ts'
import { RANKING_OPTIONS, readRankingOptions } from './ranking-options.ts'
import { loadTheme } from './theme-input.ts'

const DEFAULTS = DEFAULT_RANK_OPTIONS

export const backtest: Command = {
  summary: 'show on past data how well each way of ranking would have found the following weeks',
  options: {
    from: { value: 'YYYY-MM-DD', help: 'first date to stand at; what is before it is history', required: true },
    to: { value: 'YYYY-MM-DD', help: 'the day after the last horizon may end', required: true },
    ...RANKING_OPTIONS,
    'step-weeks': { value: 'WEEKS', help: `weeks between the dates stood at (default ${DEFAULT_STEP_WEEKS})` },
    weeks: { value: 'WEEKS', help: `length of the window before each date (default ${DEFAULTS.weeks})` },
    'horizon-days': { value: 'DAYS', help: `days predicted from each date (default ${DEFAULTS.horizonDays})` },
    methods: { value: 'LIST', help: `all, or with commas: ${METHOD_IDS.join(',')} (default all)` },
    top: { value: 'N', help: `how many cells each method chooses (default ${DEFAULTS.top})` },
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
    await writeWholeFile(out, formatBacktest(toBacktestFile(result)))
    io.out(backtestTable(result))
    return EXIT.done
  },
}

function readBacktestOptions(options: ParsedOptions): BacktestOptions {
  return {
    ...readRankingOptions(options),
    fromDay: options.day('from'),
    toDay: options.day('to'),
    stepWeeks: options.integer('step-weeks', DEFAULT_STEP_WEEKS, 1, 104),
    methods: readMethods(options.text('methods') ?? 'all'),
  }
}

function readMethods(text: string): readonly string[] {
  return text === 'all' ? METHOD_IDS : checkMethods(text.split(',').map((word) => word.trim()))
}

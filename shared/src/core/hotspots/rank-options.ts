import { CELL_RESOLUTIONS, type CellResolution } from '../cells.ts'
import { DomainError } from '../errors.ts'
import type { Offence } from '../incidents/incident.ts'
import { checkOffences, OFFENCE_GROUPS } from './offence-groups.ts'
import { checkTheme, type Theme } from './themes/theme.ts'

export const SHAPES = ['joined', 'cell'] as const
/** `cell`: one cell per hotspot. `joined`: 1-3 edge-joined cells, across command units only if asked; resolution 10 only. */
export type Shape = (typeof SHAPES)[number]

/** `auto` is ours and fixed; comparators live in the backtest. */
export const RANK_METHODS = ['auto'] as const
export type RankMethod = (typeof RANK_METHODS)[number]

export const RANK_BY = ['count', 'harm', 'combined'] as const
/** What places are put in order by: expected incidents, expected harm days, or a mix of each place's share of both. */
export type RankBy = (typeof RANK_BY)[number]

/** What a ranking is asked to do. */
export interface RankOptions {
  /** local day number: nothing on or after its midnight is looked at, of month-only data nothing of its month */
  asOfDay: number
  /** length of the window in weeks; month-only data always uses the 3 whole months before */
  weeks: number
  /** days that the expected counts are for; month-only data always uses the month of as-of */
  horizonDays: number
  /** places wanted */
  top: number
  resolution: CellResolution
  shape: Shape
  /** whether a joined place may lie in several command units; it then belongs to the one at its middle */
  acrossUnits: boolean
  method: RankMethod
  rankBy: RankBy
  /** part of harm in `combined`, 0 to 1; without effect otherwise */
  harmShare: number
  offences: readonly Offence[]
  includeDomestic: boolean
  publicPlaceOnly: boolean
  /** narrows the scope; its offences and its word on domestic incidents take the place of those above */
  theme?: Theme
  /** whether incidents before the window serve as prior */
  history: 'use' | 'ignore'
  timezone: string
}

/** Everything but the day: the 12 weeks, 3 weeks and 250 places of DESIGN 9. */
export const DEFAULT_RANK_OPTIONS: Omit<RankOptions, 'asOfDay'> = {
  weeks: 12,
  horizonDays: 21,
  top: 250,
  resolution: 10,
  shape: 'joined',
  acrossUnits: false,
  method: 'auto',
  rankBy: 'count',
  harmShare: 0.5,
  offences: [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery],
  includeDomestic: false,
  publicPlaceOnly: false,
  history: 'use',
  timezone: 'Europe/London',
}

/**
 * Options with what follows from them: resolution 9 is already as large as a patrol, so its shape is `cell`; a theme names the
 * offences.
 *
 * @throws {DomainError} INVALID_INPUT naming the option, its value and what it may be
 */
export function checkRankOptions(options: RankOptions): RankOptions {
  const whole = (name: string, value: number, low: number, high: number): void => {
    if (!Number.isInteger(value) || value < low || value > high)
      throw new DomainError('INVALID_INPUT', `${name} is ${value}; it must be a whole number from ${low} to ${high}.`)
  }
  whole('weeks', options.weeks, 1, 104)
  whole('horizonDays', options.horizonDays, 1, 366)
  whole('top', options.top, 1, 10_000)
  if (!Number.isInteger(options.asOfDay))
    throw new DomainError('INVALID_INPUT', `asOfDay is ${options.asOfDay}; it must be a whole day number.`)
  if (!CELL_RESOLUTIONS.includes(options.resolution))
    throw new DomainError(
      'INVALID_INPUT',
      `resolution is ${options.resolution}; it must be one of ${CELL_RESOLUTIONS.join(', ')}.`,
    )
  if (!RANK_BY.includes(options.rankBy))
    throw new DomainError('INVALID_INPUT', `rankBy is "${options.rankBy}"; it must be one of ${RANK_BY.join(', ')}.`)
  if (!(options.harmShare >= 0 && options.harmShare <= 1))
    throw new DomainError('INVALID_INPUT', `harmShare is ${options.harmShare}; it must be a number from 0 to 1.`)
  const { theme } = options
  if (theme !== undefined) checkTheme(theme)
  checkOffences(theme?.offences ?? options.offences)
  return {
    ...options,
    ...(options.resolution === 9 ? { shape: 'cell' } : {}),
    ...(theme === undefined ? {} : { offences: theme.offences, includeDomestic: theme.includeDomestic }),
  }
}

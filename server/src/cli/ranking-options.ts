import { DEFAULT_RANK_OPTIONS, type RankOptions } from '@planner/shared/core'
import type { OptionSpec, ParsedOptions } from './command.ts'
import { FORMAT_OPTIONS } from './format-input.ts'
import { HARM_SHARE_HELP, HARM_TABLE_HELP, readHarmShare } from './harm-input.ts'
import { readOffences } from './incident-input.ts'
import { THEME_HELP } from './theme-input.ts'

const DEFAULTS = DEFAULT_RANK_OPTIONS

/** What is read, where and over what: the same for a ranking and for looking back on rankings. */
export const RANKING_OPTIONS = {
  ...FORMAT_OPTIONS,
  timezone: { value: 'ZONE', help: `IANA time zone of the files' local times (default ${DEFAULTS.timezone})` },
  offences: { value: 'LIST', help: 'violence, robbery or single classes, with commas (default violence,robbery)' },
  'include-domestic': { help: 'also incidents known to be domestic, which a visible patrol cannot reach' },
  'public-place-only': { help: 'only streets, transport, parks, retail and licensed premises; needs place_type' },
  theme: { value: 'ID|F.json', help: THEME_HELP },
  'harm-share': { value: 'SHARE', help: HARM_SHARE_HELP },
  'harm-table': { value: 'F.csv', help: HARM_TABLE_HELP },
  resolution: { value: '9|10', help: 'H3 resolution: 10 is about 125 m across, 9 about 330 m (default 10)' },
} as const satisfies Record<string, OptionSpec>

/** The settings that both have, from the command line. */
export function readRankingOptions(
  options: ParsedOptions,
): Pick<
  RankOptions,
  | 'weeks'
  | 'horizonDays'
  | 'top'
  | 'resolution'
  | 'offences'
  | 'includeDomestic'
  | 'publicPlaceOnly'
  | 'harmShare'
  | 'timezone'
> {
  return {
    weeks: options.integer('weeks', DEFAULTS.weeks, 1, 104),
    horizonDays: options.integer('horizon-days', DEFAULTS.horizonDays, 1, 366),
    top: options.integer('top', DEFAULTS.top, 1, 10_000),
    resolution: options.choice('resolution', ['9', '10'], '10') === '9' ? 9 : 10,
    offences: readOffences(options.texts('offences')),
    includeDomestic: options.has('include-domestic'),
    publicPlaceOnly: options.has('public-place-only'),
    harmShare: readHarmShare(options),
    timezone: options.text('timezone') ?? DEFAULTS.timezone,
  }
}

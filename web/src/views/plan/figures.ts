import { formatMeasure, formatShare } from '../../format.ts'

export interface FigureWords {
  title: string
  meaning: string
  format: (value: number) => string
  /** how much of the number line is drawn */
  scale: readonly [number, number]
  /** the figure of which this is a part, by tier */
  of?: string
}

export interface FigureGroup {
  name: string
  /** the question that its figures answer */
  question: string
  figures: Readonly<Record<string, FigureWords>>
}

const times = (value: number): string => `${formatMeasure(value)} times`
const exact = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 3, maximumFractionDigits: 3 })
const evenness = (value: number): string => exact.format(value)
const perCent = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  // A gain that is rounded to nothing is neither above nor below it.
  signDisplay: 'negative',
})
/** What an observer gains, as a percentage. */
export const formatGain = (share: number): string => `${perCent.format(share * 100)}%`

const byTier = (of: string, meaning: string): Record<string, FigureWords> =>
  Object.fromEntries(
    (['A', 'B', 'C'] as const).map((tier) => [
      `${of}${tier}`,
      { title: `Tier ${tier}`, meaning, format: times, scale: [0.4, 1.7], of } satisfies FigureWords,
    ]),
  )

export const RED_TEAM = 'Red team'

/** Every figure that a plan is judged by, in words for somebody who plans tours; within a group in the order of the screen. */
export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    name: 'When',
    question: 'Does the clock tell when a crew comes?',
    figures: {
      minuteEntropy: {
        title: 'Evenness of starting minutes',
        meaning: '1: any minute of the half-hour is as likely as another.',
        format: evenness,
        scale: [0.98, 1.002],
      },
      clockRepeat: {
        title: 'Same time as the day before',
        meaning: '1 is chance. Higher: a visit today tells when tomorrow’s comes.',
        format: times,
        scale: [0, 2.5],
      },
      emptiestHalfHour: {
        title: 'The emptiest half-hour',
        meaning: 'Visits in it, against the average half-hour with crews on duty. 0: an hour when nobody comes.',
        format: times,
        scale: [0, 1],
      },
      breakSync: {
        title: 'Refreshments taken together',
        meaning: 'Share of refreshment time with more than half of a BCU’s crews away.',
        format: formatShare,
        scale: [0, 0.2],
      },
    },
  },
  {
    name: 'Return',
    question: 'Is a place safe once a crew has left?',
    figures: {
      safeWindow30: {
        title: 'Return within half an hour',
        meaning: 'Against the same hour on other days. 0: a sure safe half-hour. 1: no safer than any other time.',
        format: times,
        scale: [0.4, 1.7],
      },
      ...byTier('safeWindow30', 'The same for the places of one tier.'),
      safeWindow60: {
        title: 'Return within an hour',
        meaning: 'Against the same hours on other days. 1: no safe hour after a visit.',
        format: times,
        scale: [0.4, 1.7],
      },
      ...byTier('safeWindow60', 'The same for the places of one tier.'),
      safeWindow120: {
        title: 'Return within two hours',
        meaning: 'Against the same hours on other days. 1: no safe two hours after a visit.',
        format: times,
        scale: [0.4, 1.7],
      },
      ...byTier('safeWindow120', 'The same for the places of one tier.'),
      quotaLeak: {
        title: 'Visits after the usual number',
        meaning:
          '1: a place that has had its usual visits today may still be visited. 0: it is over, and one can tell.',
        format: times,
        scale: [0.4, 1.7],
      },
      neighbourLift: {
        title: 'Next place along',
        meaning: '1: a visit here says nothing about the nearest other place. Higher: patrols come in clusters.',
        format: times,
        scale: [0.5, 3],
      },
    },
  },
  {
    name: RED_TEAM,
    question: 'What does somebody learn who has watched for two weeks?',
    figures: {
      staticSkill: {
        title: 'From the hours alone',
        meaning:
          'Foreseen of the third week beyond the rates by tier and hour, which are taken as published. 0%: nothing.',
        format: formatGain,
        scale: [-0.01, 0.04],
      },
      localSkill: {
        title: 'From watching one place',
        meaning: 'Foreseen beyond that from earlier visits to the place: time since the last, rhythm, count.',
        format: formatGain,
        scale: [-0.01, 0.04],
      },
      localSkillOverTruth: {
        title: 'The same, beyond the stated chances',
        meaning: 'Below 0%: whoever knows the plan’s own probabilities gains nothing by watching one place.',
        format: formatGain,
        scale: [-0.05, 0.05],
      },
      networkSkill: {
        title: 'From seeing every crew in the force',
        meaning: 'The most that anybody could see: every visit everywhere, at once.',
        format: formatGain,
        scale: [-0.02, 0.1],
      },
      safestDecileLocal: {
        title: 'Visits in what looks safest',
        meaning:
          'In the tenth of places and times that the watcher calls safest, against the average. 0: somebody can be sure.',
        format: times,
        scale: [0, 1],
      },
      safestDecileRatio: {
        title: 'The same, against not watching',
        meaning: '1: watching a place finds no safer times than the hours do.',
        format: times,
        scale: [0.4, 1.4],
      },
    },
  },
  {
    name: 'Visits',
    question: 'Does every place get what it should?',
    figures: {
      doseRatioA: {
        title: 'Tier A against its target',
        meaning: 'Visits planned over visits wanted.',
        format: formatShare,
        scale: [0.5, 1.4],
      },
      doseRatioB: {
        title: 'Tier B against its target',
        meaning: 'Visits planned over visits wanted.',
        format: formatShare,
        scale: [0.5, 1.4],
      },
      doseRatioC: {
        title: 'Tier C against its target',
        meaning: 'Visits planned over visits wanted.',
        format: formatShare,
        scale: [0.5, 1.4],
      },
      doseRatioLeast: {
        title: 'The place that gets least',
        meaning: 'Far below 100%: somewhere is left out.',
        format: formatShare,
        scale: [0.2, 1.2],
      },
    },
  },
  {
    name: 'Coverage',
    question: 'What are the visits worth?',
    figures: {
      coverageOfBound: {
        title: 'Of the most that these tours could cover',
        meaning:
          'Risk met by visits, a second visit in two hours counting less. It says nothing of what can be foreseen.',
        format: formatShare,
        scale: [0.3, 1],
      },
    },
  },
]

const WORDS: Readonly<Record<string, FigureWords>> = Object.assign({}, ...FIGURE_GROUPS.map(({ figures }) => figures))

/** The name of a figure on the screen, with the figure it is a part of; a figure without words is shown by its code. */
export function figureTitle(name: string): string {
  const words = WORDS[name]
  if (words === undefined) return name
  const whole = words.of === undefined ? undefined : WORDS[words.of]
  return whole === undefined
    ? words.title
    : `${whole.title}, ${words.title.toLowerCase().replace(/[abc]$/, (tier) => tier.toUpperCase())}`
}

/** A statement of the server with its codes of figures put into the screen's words. */
export function withFigureTitles(statement: string): string {
  return statement.replaceAll(/[a-z][A-Za-z0-9]+/g, (word) => {
    if (word === 'fidelity') return 'visits start as often as stated'
    return word in WORDS ? figureTitle(word).replace(/^./, (first) => first.toLowerCase()) : word
  })
}

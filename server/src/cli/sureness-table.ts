import type { SurenessSummary } from '@planner/shared/core'
import { aligned } from './aligned.ts'

const share = (value: number | null): string => (value === null ? '' : value.toFixed(3))
const percent = (value: number | null): string => (value === null ? '' : (100 * value).toFixed(1))

/** How sure one of our methods was and should have been: three small tables, with what they mean. */
export function surenessTable(
  { method, later, brier, brierBase, ...summary }: SurenessSummary,
  origins: number,
): string[] {
  const { noise, stability, chosen, fade, intervalHeld } = summary
  return [
    `${method}: how sure it was`,
    later.origins === 0
      ? 'Too little is loaded after the dates to say which places truly were in the top.'
      : `true top: by count over ${later.days.toFixed(0)} days after the date on average, ${later.origins} of ${origins} dates` +
        (brier === null || brierBase === null
          ? ''
          : `; Brier score ${brier.toExponential(2)}, ${(brier / brierBase).toFixed(3)} of one chance for all`),
    ...(later.origins === 0
      ? []
      : aligned([
          ['', 'chance', 'cells', 'stated', 'foreseen', 'came'],
          ...summary.bins.map((bin) => ['p_top', `${bin.from}-${bin.to}`, ...figures(bin)]),
          ['chosen', 'all', ...figures(chosen)],
          ['', 'could be noise', ...figures(noise.flagged)],
          ['', 'the others', ...figures(noise.unflagged)],
          ...stability.map((one) => ['', one.stability, ...figures(one)]),
        ])),
    ...aligned([
      ['fade of', 'foreseen in the place', 'cells', 'foreseen %', 'came %', 'came %, level taken off'],
      ...fade.flatMap(({ list, all, bins }) => [
        [list === 'ours' ? method : 'raw-count', 'all', ...fades(all)],
        ...bins.map((bin) => [
          '',
          bin.to === null || bin.from === null ? 'none, or a rise' : `${100 * bin.from}-${100 * bin.to} %`,
          ...fades(bin),
        ]),
      ]),
    ]),
    `the list's own 80 % interval held at ${intervalHeld} of ${origins} dates`,
  ]
}

const figures = ({ cells, stated, foreseen, came }: SurenessSummary['chosen']): string[] => [
  `${cells}`,
  share(stated),
  share(foreseen),
  share(came),
]

const fades = ({ places, foreseen, came, cameAtLevel }: SurenessSummary['fade'][number]['all']): string[] => [
  `${places}`,
  percent(foreseen),
  percent(came),
  percent(cameAtLevel),
]

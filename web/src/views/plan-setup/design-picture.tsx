import type { PlanDraft } from '../../state/plan-draft.ts'

/** Rows are places, columns days: `#` visits, `.` none, `-` a day that does not count. */
const PATTERNS: Readonly<Record<PlanDraft['design'], readonly string[]>> = {
  ordinary: ['#######', '#######', '#######', '#######'],
  'crossover-daily': ['#.##..#', '.#..##.', '##.#.#.', '..#.#.#'],
  'crossover-blocks': ['-##-...', '-..-###', '-..-###', '-##-...'],
}
const CELL = 9

/** A small picture of who gets visits when. */
export function DesignPicture({ design }: { design: PlanDraft['design'] }) {
  return (
    <svg className="design-picture" viewBox={`0 0 ${7 * CELL} ${4 * CELL}`} aria-hidden="true">
      {PATTERNS[design].flatMap((row, place) =>
        Array.from(row, (mark, day) => (
          <rect
            key={`${place} ${day}`}
            className={mark === '#' ? 'design-visits' : mark === '.' ? 'design-none' : 'design-washout'}
            x={day * CELL + 0.75}
            y={place * CELL + 0.75}
            width={CELL - 1.5}
            height={CELL - 1.5}
            rx="1"
          />
        )),
      )}
    </svg>
  )
}

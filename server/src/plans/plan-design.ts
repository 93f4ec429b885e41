import {
  computePower,
  countCrossover,
  countOrdinary,
  DESIGN_NAMES,
  DomainError,
  drawCrossover,
  EFFECT_MINUTES,
  findSmallestReduction,
  sumArms,
  USUAL_DISPERSION,
  type PlanInput,
} from '@planner/shared/core'
import type { DesignPower } from '@planner/shared/schemas'

/** Power is stated for a reduction of this size, and the smallest reduction for this power (EVIDENCE 2.7). */
const STATED_REDUCTION = 0.2
const STATED_POWER = 0.8

/**
 * What a plan is drawn for, by the name on the command line.
 *
 * @throws {DomainError} INVALID_INPUT for a name that is none
 */
export function drawDesign(
  given: string,
  input: PlanInput,
  options: { key: Uint8Array; draw: number },
): Pick<PlanInput, 'design'> {
  const name = DESIGN_NAMES.find((known) => known === given)
  if (name === undefined)
    throw new DomainError('INVALID_INPUT', `--design is "${given}"; it must be one of ${DESIGN_NAMES.join(', ')}.`)
  return name === 'ordinary' ? {} : { design: drawCrossover(name, input, options) }
}

/**
 * Expected counts and what can be learnt from them, before anything is drawn.
 *
 * @param horizonDays days that the hotspots' expected counts cover
 */
export function statePower(
  { design, hotspots, startDay, days }: Pick<PlanInput, 'design' | 'hotspots' | 'startDay' | 'days'>,
  horizonDays: number,
): DesignPower {
  const counts =
    design === undefined
      ? countOrdinary({ hotspots, startDay, days, horizonDays })
      : countCrossover(design, { hotspots, startDay, horizonDays })
  const { treated, control } = sumArms(counts)
  return {
    design: design?.name ?? 'ordinary',
    treated,
    control,
    statements:
      treated + control === 0
        ? []
        : [1, USUAL_DISPERSION].map((dispersion) => ({
            dispersion,
            powerOf20: computePower(counts, { reduction: STATED_REDUCTION, dispersion }),
            smallestFor80: findSmallestReduction(counts, { power: STATED_POWER, dispersion }),
          })),
  }
}

/** The same in lines for the screen. */
export function formatPower(input: Parameters<typeof statePower>[0], horizonDays: number): string {
  const { design, treated, control, statements } = statePower(input, horizonDays)
  if (statements.length === 0)
    return 'Power: not known, since the hotspots have no expected counts. Rank them from incidents to see it.\n'
  const lines = [
    `Design ${design}: ${treated.toFixed(0)} incidents expected in treated time and ` +
      `${control.toFixed(0)} in untreated, if patrols changed nothing.`,
  ]
  if (design === 'ordinary')
    lines.push(
      `Treated: ${EFFECT_MINUTES} min from the start of a visit, which is an assumption; incidents need exact times.`,
    )
  for (const { dispersion, powerOf20, smallestFor80 } of statements) {
    const kind = dispersion === 1 ? 'If counts vary by chance alone' : `If they vary ${dispersion} times as much`
    lines.push(
      `${kind}: a reduction of ${percent(STATED_REDUCTION)} is found with power ${powerOf20.toFixed(2)}; ` +
        (smallestFor80 === null
          ? `none is found with power ${STATED_POWER}.`
          : `the smallest found with power ${STATED_POWER} is ${percent(smallestFor80)} (two-sided 5 %).`),
    )
  }
  return `${lines.join('\n')}\n`
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

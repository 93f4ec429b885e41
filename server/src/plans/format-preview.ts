import { previewPlan, type PlanInput, type PlanPreview } from '@planner/shared/core'

/** Places up to which the price of each entropy floor is worked out: at 10,000 that would take 15 s and 300 MB. */
const MOST_PREVIEWED = 2500

/** What a plan will be like, or that it would take too long to say. */
export function describePreview(input: PlanInput): string {
  if (input.hotspots.length > MOST_PREVIEWED)
    return `Coverage against unpredictability is foreseen for at most ${MOST_PREVIEWED} hotspots; plan fewer to see it.\n`
  return formatPreview(previewPlan(input))
}

/** What a plan will be like, in lines for the screen: capacity where it is short, the trade-off, guarantees, handovers. */
function formatPreview({ capacity, tradeOff, chosen, guarantees, handovers }: PlanPreview): string {
  const lines: string[] = []
  for (const { bcu, share, wantedVisits, possibleVisits } of capacity)
    if (share < 1)
      lines.push(
        `BCU "${bcu}": its tours can make about ${possibleVisits.toFixed(0)} of the ${wantedVisits.toFixed(0)} visits that its ` +
          `doses ask for (${percent(share)}).`,
      )
  lines.push(
    'Coverage against unpredictability, foreseen:',
    '  entropy floor  coverage  static skill  safest tenth',
    ...[...tradeOff, chosen].map(
      (point, row) =>
        `  ${point.entropyFloor.toFixed(6).padEnd(13)}  ${percent(point.coverage).padStart(8)}  ` +
        `${point.staticSkill.toFixed(4).padStart(12)}  ${point.safestDecile.toFixed(2).padStart(12)}` +
        `${point.withinBars ? '' : '  outside the bars'}${row === tradeOff.length ? '  <- this plan' : ''}`,
    ),
  )
  for (const { area, leastPerDay, withoutPerDay, costShare } of guarantees)
    lines.push(
      `Guarantee of ${area}: ${leastPerDay} visits a day instead of ${withoutPerDay.toFixed(1)}; ` +
        (costShare > 0 ? `it costs ${(costShare * 100).toFixed(1)} % of coverage.` : 'it costs no coverage.'),
    )
  for (const [bcu, times] of Map.groupBy(handovers, (handover) => handover.bcu))
    lines.push(
      `BCU "${bcu}" has nobody on patrol at ${times.map(({ clock, minutesWithoutCrew }) => `${clock} (${minutesWithoutCrew} min)`).join(', ')}; ` +
        'staggered tours would mend it.',
    )
  return `${lines.join('\n')}\n`
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

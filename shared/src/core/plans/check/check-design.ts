import { dayOf, formatDay } from '../../time.ts'
import type { Findings } from './check-report.ts'
import type { ReadPlan } from './read-plan.ts'

/** The table of a design: whole, the same as the plan's rules, and no window on a day without treatment. */
export function checkDesign({ design, rules, hotspots, windows, zone, startDay }: ReadPlan, findings: Findings): void {
  if (design === undefined) return
  const rows = new Map(design.rows.map((row) => [row.hotspotId, row]))
  for (const id of hotspots.keys())
    if (!rows.has(id)) findings.add('design-mismatch', `hotspot ${id} is not in the table of the design`)
  for (const { hotspotId, treated } of design.rows) {
    if (!hotspots.has(hotspotId)) findings.add('design-mismatch', `the design names ${hotspotId}, which is no hotspot`)
    const ruled = rules.treatment?.get(hotspotId)
    const day = treated.findIndex((on, index) => on !== ruled?.[index])
    if (day >= 0)
      findings.add('design-mismatch', `${hotspotId}: design and rules.treatment differ on ${formatDay(startDay + day)}`)
  }
  for (const { id, hotspotId, start, end } of windows) {
    const treated = rows.get(hotspotId)?.treated
    const first = dayOf(zone.toLocalMin(Math.floor(start))) - startDay
    const last = dayOf(zone.toLocalMin(Math.ceil(end) - 1)) - startDay
    for (const day of new Set([first, last]))
      // What the rules forbid too is counted with them.
      if (treated?.[day] === 0 && rules.treatment?.get(hotspotId)?.[day] !== 0)
        findings.add(
          'untreated-day',
          `window ${id} (${hotspotId}) lies on ${formatDay(startDay + day)}, a day without treatment`,
        )
  }
}

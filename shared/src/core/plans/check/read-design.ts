import { parseDay } from '../../time.ts'
import { DESIGN_NAMES, TREATMENT_PROBABILITY, type Crossover, type CrossoverRow } from '../designs/crossover.ts'
import { own, type JsonObject, type ValueReader } from './read-value.ts'

/** Reads `design`, which an ordinary plan does not have. A place-day that is not in its table is left untreated. */
export function readDesign(
  plan: JsonObject,
  { startDay, days, draw }: { startDay: number; days: number; draw: number },
  read: ValueReader,
): Crossover | undefined {
  const stated = own(own(plan, 'meta') as JsonObject, 'design')
  if (own(plan, 'design') === undefined && stated === undefined) return undefined
  const design = read.object(own(plan, 'design'), 'design')
  if (design === undefined) return undefined
  const given = read.text(design, 'name', 'design')
  const name = DESIGN_NAMES.find((known) => known === given)
  if (name === undefined || name === 'ordinary' || stated !== name) {
    read.refuse('meta.design and design.name', [stated, given], 'both crossover-daily or both crossover-blocks')
    return undefined
  }
  const rows = new Map<string, CrossoverRow>()
  for (const [index, value] of (read.list(own(design, 'assignments'), 'design.assignments') ?? []).entries()) {
    const path = `design.assignments[${index}]`
    const item = read.object(value, path)
    if (item === undefined) continue
    const hotspotId = read.text(item, 'hotspotId', path)
    const dayText = read.text(item, 'day', path)
    const arm = read.text(item, 'arm', path)
    const day = (parseDay(dayText ?? '') ?? Number.NaN) - startDay
    if (hotspotId === undefined) continue
    if (!(day >= 0 && day < days)) read.refuse(`${path}.day`, dayText, 'a day of the plan')
    else if (arm !== 'treatment' && arm !== 'control') read.refuse(`${path}.arm`, arm, 'treatment or control')
    else if (own(item, 'probability') !== TREATMENT_PROBABILITY)
      read.refuse(`${path}.probability`, own(item, 'probability'), `${TREATMENT_PROBABILITY}`)
    else {
      const row = rows.get(hotspotId) ?? { hotspotId, treated: new Uint8Array(days), analysed: new Uint8Array(days) }
      rows.set(hotspotId, row)
      row.treated[day] = arm === 'treatment' ? 1 : 0
      row.analysed[day] = own(item, 'analysed') === true ? 1 : 0
    }
  }
  return { name, draw, probability: TREATMENT_PROBABILITY, rows: [...rows.values()] }
}

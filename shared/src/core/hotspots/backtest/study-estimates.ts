import type { IncidentColumns } from '../../incidents/incident-columns.ts'
import type { Zone } from '../../time.ts'
import { cellValues } from '../cell-values.ts'
import { estimateRates, type RateEstimate } from '../estimate-rates.ts'
import { estimateClassRates } from '../harm/class-rates.ts'
import type { Evidence, StudyEstimate, StudyValues } from '../methods/method.ts'
import type { RankingPeriod } from '../ranking-period.ts'
import type { BacktestOptions } from './backtest.ts'

type History = 'use' | 'ignore'

/** What methods may ask for, and the estimates as they were made. */
export interface StudyEstimates extends Pick<Evidence, 'estimate' | 'values'> {
  rates: (history: History) => RateEstimate | undefined
}

/**
 * The product's own estimates at one origin, by the code that ranks; each is made when a method first asks for it.
 *
 * @param studyCellOf study cell of each entry of the resolution's dictionary, or -1
 * @param harmDays days that one incident counts, by index into OFFENCES
 */
export function createStudyEstimates(
  incidents: IncidentColumns,
  selected: Uint8Array,
  options: BacktestOptions,
  period: RankingPeriod,
  zone: Zone,
  studyCellOf: Int32Array,
  harmDays: Float64Array,
): StudyEstimates {
  const made = new Map<History, { rates: RateEstimate; study: StudyEstimate } | undefined>()
  const get = (history: History) => {
    if (made.has(history)) return made.get(history)
    const rates = estimateRates(incidents, selected, { ...options, history }, period, zone)
    const found = rates === undefined ? undefined : { rates, study: toStudy(rates, studyCellOf) }
    made.set(history, found)
    return found
  }
  let valued: StudyValues | undefined
  return {
    rates: (history) => get(history)?.rates,
    estimate: (history) => get(history)?.study,
    values() {
      if (valued !== undefined) return valued
      const found = get('use')
      if (found === undefined) return undefined
      const { rates, study } = found
      const classes = estimateClassRates(incidents, selected, { ...options, history: 'use' }, period, zone, rates)
      const values = cellValues(rates.counts, rates.posterior, classes, harmDays, options.harmShare, undefined)
      return (valued = { harm: values.harm, combined: values.combined, studyCell: study.studyCell })
    },
  }
}

function toStudy({ counts, posterior, exposureDays }: RateEstimate, studyCellOf: Int32Array): StudyEstimate {
  const studyCell = new Int32Array(counts.cells.length).fill(-1)
  counts.indexOf.forEach((cell, code) => {
    if (cell >= 0) studyCell[cell] = studyCellOf[code]!
  })
  return { posterior, exposureDays, studyCell }
}

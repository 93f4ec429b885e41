import { round6 } from '../../../canonical-json.ts'
import type { FadeMeans, SurenessSummary, TallyMeans } from './summarise-sureness.ts'

const orNull = (value: number | null): number | null => (value === null ? null : round6(value))

const means = ({ cells, stated, foreseen, came }: TallyMeans) => ({
  cells,
  stated: orNull(stated),
  foreseen: orNull(foreseen),
  came: orNull(came),
})

const fadeMeans = ({ places, foreseen, came, cameAtLevel }: FadeMeans) => ({
  places,
  foreseen: orNull(foreseen),
  came: orNull(came),
  cameAtLevel: orNull(cameAtLevel),
})

/** One method's sureness as the backtest's file has it. */
export function toSurenessRecord(summary: SurenessSummary) {
  const { noise, later } = summary
  return {
    method: summary.method,
    later: { origins: later.origins, days: round6(later.days), incidents: round6(later.incidents) },
    bins: summary.bins.map((bin) => ({ from: bin.from, to: bin.to, ...means(bin) })),
    brier: orNull(summary.brier),
    brierBase: orNull(summary.brierBase),
    chosen: means(summary.chosen),
    noise: { flagged: means(noise.flagged), unflagged: means(noise.unflagged) },
    stability: summary.stability.map((one) => ({ stability: one.stability, ...means(one) })),
    fade: summary.fade.map(({ list, all, bins, origins }) => ({
      list,
      all: fadeMeans(all),
      bins: bins.map((bin) => ({ from: bin.from, to: bin.to, ...fadeMeans(bin) })),
      origins: origins.map(fadeMeans),
    })),
    intervalHeld: summary.intervalHeld,
    lists: summary.lists.map(({ hits, low, high }) => ({ hits, low, high })),
  }
}

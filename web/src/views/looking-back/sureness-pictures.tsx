import type { BacktestFile, Sureness } from '@planner/shared/schemas'
import { formatCount } from '../../format.ts'
import { LABELS, labelOf } from '../../labels.ts'
import { OURS } from '../../state/backtest-figures.ts'
import { Reliability } from './reliability-picture.tsx'
import { ShareTable, shareText } from './share-table.tsx'

/** Whether ours was as sure as it should have been: chances, flags, fading. Shown for data that reach far enough. */
export function SurenessPictures({ file }: { file: BacktestFile }) {
  const sureness = file.sureness.find(({ method }) => method === OURS)
  if (sureness === undefined) return null
  return (
    <div className="looking-back-pair">
      <div className="panel">
        <Reliability sureness={sureness} />
      </div>
      <div className="panel stack">
        <Fading sureness={sureness} />
        <Flags sureness={sureness} />
      </div>
    </div>
  )
}

/** What went by itself from the recorded count of the lists: never a success of patrols. */
function Fading({ sureness }: { sureness: Sureness }) {
  const lists = { plain: 'Places of the plain count', ours: 'Our places' } as const
  return (
    <section className="stack stack-tight">
      <h2 className="chart-title">How much faded by itself</h2>
      <ShareTable
        caption="How much faded by itself"
        heads={['From recorded to what followed', 'Foreseen', 'Came']}
        rows={sureness.fade.map(({ list, all }) => ({
          name: lists[list],
          values: [shareText(all.foreseen), shareText(all.cameAtLevel)],
        }))}
      />
      <p className="muted small">
        Places chosen for many reports have fewer afterwards, patrolled or not. A bare before and after would call it
        success.
      </p>
    </section>
  )
}

/** Whether marks meant anything: what share of the marked places was in the true top afterwards. */
function Flags({ sureness }: { sureness: Sureness }) {
  const rows = [
    { name: LABELS.couldBeNoise, ...sureness.noise.flagged },
    { name: 'Not marked so', ...sureness.noise.unflagged },
    ...sureness.stability
      .filter(({ cells }) => cells > 0)
      .map(({ stability, ...tally }) => ({ name: labelOf(LABELS.stabilities, stability), ...tally })),
  ]
  return (
    <section className="stack stack-tight">
      <h2 className="chart-title">What marks on places were worth</h2>
      <ShareTable
        caption="What marks on places were worth"
        heads={['Marked', 'Places', 'Foreseen in the top', 'Came']}
        rows={rows.map(({ name, cells, foreseen, came }) => ({
          name,
          values: [formatCount(cells), shareText(foreseen), shareText(came)],
        }))}
      />
    </section>
  )
}

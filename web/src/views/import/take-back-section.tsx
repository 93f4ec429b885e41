import type { Import } from '@planner/shared/schemas'
import { ProgressLine, WorkProgress } from '../../components/work-progress.tsx'
import type { Work } from '../../api/use-work.ts'

interface TakeBackSectionProps {
  item: Import
  work: Omit<Work<never>, 'begin'>
  onAsk: () => void
}

/** The way to undo a load, and how far that is once somebody has begun it. */
export function TakeBackSection({ item, work, onAsk }: TakeBackSectionProps) {
  return (
    <section className="panel stack-tight" aria-labelledby="take-back-section">
      <h2 id="take-back-section">The wrong file?</h2>
      {!work.isRunning && (
        <>
          <p className="small">
            Take the load back, and the incidents are what they would be had it never come. What other loads brought
            stays. You see the numbers first.
          </p>
          <div>
            <button type="button" className="button" onClick={onAsk}>
              Take this load back
            </button>
          </div>
        </>
      )}
      <WorkProgress work={work} starting={<ProgressLine label={`Taking ${item.fileName} back`} share={undefined} />} />
      {work.isRunning && (
        <p className="muted small">This goes on without this page. Until the end everything is as it was.</p>
      )}
    </section>
  )
}

import { powerInWords, DESIGN_WORDS } from '../../plan-words.ts'
import { LABELS } from '../../labels.ts'
import type { PlanDraft } from '../../state/plan-draft.ts'
import { DesignPicture } from './design-picture.tsx'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { PowerPicture } from './power-picture.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import type { SetupProps } from './setup.ts'
import { WorkingOut } from './working-out.tsx'

const DESIGNS = ['ordinary', 'crossover-daily', 'crossover-blocks'] as const

const WHAT_FOR: Readonly<Record<PlanDraft['design'], string>> = {
  ordinary: 'Most patrol. What can be learnt rests on how unlike the hours are in which visits fell.',
  'crossover-daily': 'The clearest comparison. The first visit shows a watcher that a place has visits that day.',
  'crossover-blocks': 'For effects that outlast a day. Needs more incidents to show the same.',
}

/** What the plan can teach: said before anything is planned. */
export function DesignSection({ draft, change, faults, answer, isStuck }: SetupProps) {
  const power = answer?.power.design === draft.design ? powerInWords(answer.power) : undefined
  return (
    <SetupSection
      id="design"
      title="Design: what you will be able to tell afterwards"
      effect={
        power === undefined ? (
          <WorkingOut isStuck={isStuck} />
        ) : (
          <div className="stack-tight" aria-live="polite">
            <p className="setup-answer">{power.answer}</p>
            {answer !== undefined && answer.power.statements.length > 0 && (
              <PowerPicture statements={answer.power.statements} />
            )}
            {power.details.map((line) => (
              <p key={line} className="muted small">
                {line}
              </p>
            ))}
            {draft.design === 'ordinary' && power.details.length > 0 && (
              <p className="muted small">
                Patrolled time is taken as two hours from the start of each visit, which is an assumption.
              </p>
            )}
          </div>
        )
      }
    >
      <fieldset className="choices">
        <legend className="visually-hidden">Design</legend>
        {DESIGNS.map((design) => (
          <label key={design} className="choice choice-card">
            <input
              type="radio"
              name="design"
              value={design}
              data-path="design"
              checked={draft.design === design}
              onChange={() => change({ design })}
            />
            <DesignPicture design={design} />
            <span>
              <strong>{LABELS.designs[design]}</strong>
              <span className="field-hint">
                {DESIGN_WORDS[design]} {WHAT_FOR[design]}
              </span>
            </span>
          </label>
        ))}
        <FaultText path="design" faults={faults} />
      </fieldset>
    </SetupSection>
  )
}

import { TradeOffPicture } from '../../components/trade-off-picture.tsx'
import { LABELS } from '../../labels.ts'
import { priceInWords } from '../../plan-words.ts'
import { hasChoice, pointAt, positionOfFloor, tradeOffStops } from '../../state/trade-off.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { SetupSection } from '../../components/setup/setup-section.tsx'
import { controlProps } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'
import { WorkingOut } from './working-out.tsx'

// Floors go through JSON and come back rounded.
const isSameFloor = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6

/** The one slider: how far visits follow the hours of risk, and the price on either side. */
export function BalanceSection({ draft, change, faults, answer, isStuck }: SetupProps) {
  const chosen = answer?.preview.chosen
  const stops = answer === undefined ? [] : tradeOffStops(answer.preview.tradeOff)
  const floor = draft.entropyFloor ?? chosen?.entropyFloor ?? 1
  const position = positionOfFloor(stops, floor)
  // Between two stops until the server has worked out the very point.
  const shown = chosen !== undefined && isSameFloor(chosen.entropyFloor, floor) ? chosen : pointAt(stops, position)
  const isOwn = draft.entropyFloor === null
  return (
    <SetupSection
      id="balance"
      title="Coverage against unpredictability"
      intro="The more visits follow the hours of risk, the more they cover, and the more somebody learns who has watched for weeks."
    >
      {shown === undefined ? (
        <WorkingOut isStuck={isStuck} />
      ) : (
        <div className="balance">
          <div className="stack">
            <p className="setup-answer" aria-live="polite">
              {priceInWords(shown)}
            </p>
            {!shown.withinBars && (
              <p className="notice notice-warn small">
                Outside the bars: a plan made so can be learnt from. Move towards “{LABELS.stayUnpredictable}”.
              </p>
            )}
            {!hasChoice(stops) && (
              <p className="notice small">
                There is little to choose here: the hours of risk at these places hardly differ, or the ranking does not
                know them.
              </p>
            )}
            <p className="small">
              {isOwn ? (
                <span className="muted">
                  This is the planner’s own balance
                  {shown.withinBars ? ': it follows the hours of risk as far as the bars allow.' : '.'}
                </span>
              ) : (
                <button type="button" className="button button-small" onClick={() => change({ entropyFloor: null })}>
                  Use the planner’s own balance
                </button>
              )}
            </p>
            <FaultText path="entropyFloor" faults={faults} />
          </div>
          <TradeOffPicture stops={stops} position={position} pointName={isOwn ? 'Planner’s own' : 'Chosen'}>
            <div className="balance-slider">
              <input
                type="range"
                className="slider"
                {...controlProps('entropyFloor', faults)}
                aria-label={`${LABELS.followRisk}, or ${LABELS.stayUnpredictable.toLowerCase()}`}
                aria-valuetext={priceInWords(shown)}
                min={0}
                max={Math.max(1, stops.length - 1)}
                step="any"
                value={position}
                onChange={(event) => {
                  const point = pointAt(stops, Number(event.target.value))
                  if (point !== undefined) change({ entropyFloor: point.entropyFloor })
                }}
              />
              <p className="trade-off-ends" aria-hidden="true">
                <span>{LABELS.followRisk}</span>
                <span>{LABELS.stayUnpredictable}</span>
              </p>
            </div>
          </TradeOffPicture>
        </div>
      )}
    </SetupSection>
  )
}

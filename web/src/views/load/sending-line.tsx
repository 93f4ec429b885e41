import { ProgressLine } from '../../components/work-progress.tsx'
import { formatBytes, formatTimeLeft, plural } from '../../format.ts'
import type { SendingProgress } from './use-sending.ts'

const LABEL_OF_STEP: Record<SendingProgress['step'], string> = {
  reading: 'Reading on this computer',
  sending: 'Sending what is read',
  taking: 'The server looks it over',
}

/** Reading on this computer, then sending: how far, how fast, how long still. */
export function SendingLine({ progress, onCancel }: { progress: SendingProgress; onCancel: () => void }) {
  const { step, bytes, bytesTotal, rows, seconds } = progress
  const rate = seconds > 0 ? bytes / seconds : 0
  const facts = [
    `${formatBytes(bytes)} of ${formatBytes(bytesTotal)}`,
    ...(step === 'reading' && rows > 0 ? [plural(rows, 'row')] : []),
    ...(rate > 0 ? [`${formatBytes(rate)} a second`] : []),
    ...(rate > 0 && bytes < bytesTotal ? [formatTimeLeft((bytesTotal - bytes) / rate)] : []),
  ]
  return (
    <div className="work-running" aria-live="polite">
      <div>
        <ProgressLine
          label={LABEL_OF_STEP[step]}
          share={step === 'taking' ? undefined : Math.min(1, bytes / Math.max(1, bytesTotal))}
        />
        <p className="muted small">{facts.join(' · ')}</p>
      </div>
      <button type="button" className="button button-small" onClick={onCancel}>
        Cancel
      </button>
    </div>
  )
}

import type { Work } from '../../api/use-work.ts'
import { plural } from '../../format.ts'
import { WorkProgress } from '../work-progress.tsx'
import type { ReactNode } from 'react'

interface SetupActionsProps {
  /** what the screen is for: "Rank places" */
  label: string
  work: Omit<Work<never>, 'begin'>
  onSubmit: () => void
  onStartOver: () => void
  /** settings that need mending, told once the reader has tried; 0: none, or not tried yet */
  problems: number
  onGoToFirst: () => void
  /** stands beside the buttons */
  children?: ReactNode
}

/** The end of every set-up: begin, or start over; what stands in the way; how far the work is. */
export function SetupActions({
  label,
  work,
  onSubmit,
  onStartOver,
  problems,
  onGoToFirst,
  children,
}: SetupActionsProps) {
  return (
    <>
      <div className="row setup-buttons">
        <button type="button" className="button button-primary" disabled={work.isRunning} onClick={onSubmit}>
          {label}
        </button>
        <button type="button" className="button" disabled={work.isRunning} onClick={onStartOver}>
          Start over
        </button>
        {children}
      </div>
      {problems > 0 && (
        <p className="field-error" role="alert">
          {plural(problems, 'setting')} {problems === 1 ? 'needs' : 'need'} mending first.{' '}
          <button type="button" className="disclosure-button" onClick={onGoToFirst}>
            Go to the first
          </button>
        </p>
      )}
      <WorkProgress work={work} />
    </>
  )
}

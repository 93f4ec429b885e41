import { useRouteContext } from '@tanstack/react-router'
import { ForceForm } from '../force/force-form.tsx'
import { Step } from './step.tsx'

/** Whose data it is, before anything is read by the wrong clock. */
export function ForceStep({ number }: { number: number }) {
  const { force } = useRouteContext({ from: '/shell' }).session
  return (
    <Step number={number} title="Your force" done={force.isNamed}>
      <div className="panel stack">
        <p className="small">
          Files of incidents and rosters have their times read by the clock of the force, and days and hours are counted
          by it. You can change both later under Areas.
        </p>
        <ForceForm />
      </div>
    </Step>
  )
}

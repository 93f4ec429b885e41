import type { DesignPower } from '@planner/shared/schemas'

const ACROSS = 20
const STEP = 12

/** A hundred operations like this one: in how many a cut of 20% would show. The words beside it say the same. */
export function PowerPicture({ statements }: { statements: DesignPower['statements'] }) {
  const powers = statements.map(({ powerOf20 }) => Math.round(powerOf20 * 100))
  const least = Math.min(...powers)
  const most = Math.max(...powers)
  const height = (100 / ACROSS) * STEP
  return (
    <div>
      <svg className="power-dots" viewBox={`0 0 ${ACROSS * STEP} ${height}`} aria-hidden="true">
        {Array.from({ length: 100 }, (_, index) => (
          <circle
            key={index}
            className={index < least ? 'power-shown' : index < most ? 'power-by-chance' : 'power-missed'}
            cx={(index % ACROSS) * STEP + STEP / 2}
            cy={Math.floor(index / ACROSS) * STEP + STEP / 2}
            r={index < most ? 4.5 : 4}
          />
        ))}
      </svg>
      <p className="chart-key muted small" aria-hidden="true">
        <svg viewBox="0 0 10 10" width="10" height="10">
          <circle className="power-shown" cx="5" cy="5" r="4.5" />
        </svg>
        shown
        <svg viewBox="0 0 10 10" width="10" height="10">
          <circle className="power-by-chance" cx="5" cy="5" r="4.5" />
        </svg>
        only if counts vary by chance alone
        <svg viewBox="0 0 10 10" width="10" height="10">
          <circle className="power-missed" cx="5" cy="5" r="4" />
        </svg>
        missed
      </p>
    </div>
  )
}

import type { MeasuredFigure, Observer, PlanMeasurement, PlanVerdict } from '@planner/shared/schemas'
import type { ReactNode } from 'react'
import { formatCount, formatShare } from '../../format.ts'
import { LABELS } from '../../labels.ts'
import { FIGURE_GROUPS, RED_TEAM, type FigureGroup, type FigureWords } from './figures.ts'
import { FigurePicture } from './figure-picture.tsx'
import { ObserversList } from './observers-list.tsx'

interface FiguresTableProps {
  verdicts: readonly PlanVerdict[]
  /** the red team one by one; empty: too few visits to learn from */
  observers: readonly Observer[]
  measurement: PlanMeasurement | null | undefined
}

/** Every figure beside its bar, for this plan and, once measured, for the mechanism that drew it. */
export function FiguresTable({ verdicts, observers, measurement }: FiguresTableProps) {
  const byName = new Map(verdicts.map((verdict) => [verdict.figure, verdict]))
  const measured = new Map(measurement?.figures.map((figure) => [figure.name, figure]))
  return (
    <div className="figures">
      <FiguresKey hasMeasured={measurement != null} />
      {FIGURE_GROUPS.map((group) => (
        <GroupTable
          key={group.name}
          group={group}
          byName={byName}
          measured={measured}
          hasMeasured={measurement != null}
        >
          {group.name === RED_TEAM && observers.length > 0 && <ObserversList observers={observers} />}
        </GroupTable>
      ))}
    </div>
  )
}

/** How a figure is drawn; the words of each row say the same. */
function FiguresKey({ hasMeasured }: { hasMeasured: boolean }) {
  return (
    <p className="figures-key muted small" aria-hidden="true">
      <span>
        <svg width="26" height="14">
          <rect className="figure-band" width="26" height="14" />
        </svg>
        the bar
      </span>
      <span>
        <svg width="26" height="14" className="figure-value">
          <line x1="1" x2="25" y1="7" y2="7" />
          <circle cx="13" cy="7" r="4.5" />
        </svg>
        this plan, and twice its sampling error either side
      </span>
      {hasMeasured && (
        <span>
          <svg width="26" height="14">
            <line className="figure-draws" x1="1" x2="25" y1="9" y2="9" />
            <line className="figure-median" x1="13" x2="13" y1="5" y2="13" />
          </svg>
          four in five of the draws, and their middle
        </span>
      )}
    </p>
  )
}

interface GroupTableProps {
  group: FigureGroup
  byName: ReadonlyMap<string, PlanVerdict>
  measured: ReadonlyMap<string, MeasuredFigure>
  hasMeasured: boolean
  children?: ReactNode
}

function GroupTable({ group, byName, measured, hasMeasured, children }: GroupTableProps) {
  const shown = Object.entries(group.figures).filter(([name]) => byName.has(name))
  if (shown.length === 0) return null
  const outside = shown.filter(([name]) => isBad(byName.get(name))).length
  return (
    <section className="panel figures-group" aria-label={group.name}>
      <div className="figures-group-head">
        <h3>
          {group.name} <span className="muted">· {group.question}</span>
        </h3>
        {outside > 0 && <span className="verdict verdict-outside">{formatCount(outside)} outside</span>}
      </div>
      <table className="figures-table">
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Picture</th>
            <th scope="col">This plan</th>
            <th scope="col">Bar</th>
            <th scope="col">Verdict</th>
            {hasMeasured && <th scope="col">Over many draws</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(([name, words]) => {
            const verdict = byName.get(name)
            return (
              verdict !== undefined && (
                <FigureRow
                  key={name}
                  words={words}
                  verdict={verdict}
                  draws={measured.get(name)}
                  hasMeasured={hasMeasured}
                />
              )
            )
          })}
        </tbody>
      </table>
      {children}
    </section>
  )
}

const isBad = (verdict: PlanVerdict | undefined): boolean =>
  verdict !== undefined && verdict.decisive && verdict.verdict === 'outside'

interface FigureRowProps {
  words: FigureWords
  verdict: PlanVerdict
  draws: MeasuredFigure | undefined
  hasMeasured: boolean
}

function FigureRow({ words, verdict, draws, hasMeasured }: FigureRowProps) {
  const { value, error, low, high } = verdict
  const isPart = words.of !== undefined
  return (
    <tr data-part={isPart || undefined}>
      <th scope="row">
        <span className="figure-title">{words.title}</span>
        {!isPart && <span className="figure-meaning">{words.meaning}</span>}
      </th>
      <td className="figure-drawn">
        <FigurePicture {...verdict} scale={words.scale} draws={draws} />
      </td>
      <td className="number">
        {value === null ? (
          <span className="muted">not known</span>
        ) : (
          <>
            {words.format(value)}
            {error !== null && error > 0 && <span className="figure-error"> ±{errorText(words, error)}</span>}
          </>
        )}
        <span className="figure-bar">{barText(words, low, high)}</span>
      </td>
      <td>
        <VerdictWord verdict={verdict.verdict} decisive={verdict.decisive} />
      </td>
      {hasMeasured && (
        <td className="number figure-many">
          {draws === undefined ? (
            <span className="muted">not measured</span>
          ) : (
            <>
              {words.format(draws.median)}
              <span className="figure-error"> {formatShare(draws.inside)} inside</span>
              {draws.verdict !== 'inside' && (
                <span className="figure-bar">
                  <VerdictWord verdict={draws.verdict} decisive={draws.decisive} />
                </span>
              )}
            </>
          )}
        </td>
      )}
    </tr>
  )
}

/** The verdict as a word with a sign, so that it does not hang on colour. */
export function VerdictWord({ verdict, decisive = true }: { verdict: PlanVerdict['verdict']; decisive?: boolean }) {
  const signs = { inside: '●', outside: '◆', 'too-few': '○', 'roster-too-small': '○' } as const
  const shown = decisive || verdict === 'inside' ? verdict : 'too-few'
  return (
    <span className={`verdict verdict-${shown}`}>
      <span aria-hidden="true">{signs[verdict]} </span>
      {LABELS.verdicts[verdict]}
      {!decisive && <span className="figure-bar">does not decide</span>}
    </span>
  )
}

/** An error in the unit of its figure, without the unit where the figure has it already. */
const errorText = (words: FigureWords, error: number): string => words.format(error).replace(/ times$/, '')

function barText(words: FigureWords, low: number | null, high: number | null): string {
  const number = (value: number): string => words.format(value).replace(/ times$/, '')
  if (low !== null && high !== null) return `bar ${number(low)} to ${number(high)}`
  if (low !== null) return `bar ${number(low)} or more`
  return high === null ? 'no bar' : `bar ${number(high)} or less`
}

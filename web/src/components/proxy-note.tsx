import type { Ranking } from '@planner/shared/schemas'
import { LABELS } from '../labels.ts'

/** Says that a theme only stands in for what it means, and why; nothing where it does not. */
export function ProxyNote({ theme }: { theme: NonNullable<Ranking['meta']['theme']> }) {
  if (!theme.isProxy) return null
  return (
    <div className="notice notice-warn small stack-tight">
      <p>
        <strong>{LABELS.proxy}.</strong> The data does not have all that this theme asks for, so the ranking only stands
        in for it.
      </p>
      {theme.missing.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  )
}

import type { ThemeNote } from './theme.ts'

/** A theme as the meta of a ranking's or a backtest's file tells of it: no key without a theme. */
export function toThemeRecord(note: ThemeNote | undefined) {
  if (note === undefined) return {}
  const { id, name, isProxy, missing } = note
  return { theme: { id, name, isProxy, missing: [...missing] } }
}

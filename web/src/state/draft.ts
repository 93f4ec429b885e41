/** What the drafts of all set-up screens share: rows that are told apart, faults by path, numbers as people type them. */

/** What is wrong, by the path of the setting (`blackouts/0/to`), as the server would name it. */
export type Faults = Readonly<Record<string, string>>

/** A key that no row of the list has. */
export function nextKey(rows: readonly { key: string }[]): string {
  return String(rows.reduce((most, { key }) => Math.max(most, Number(key) || 0), 0) + 1)
}

/** Rows with keys of their own. */
export const keyed = <T>(rows: readonly T[]): (T & { key: string })[] =>
  rows.map((row, index) => ({ ...row, key: String(index + 1) }))

/** A number as people type it: `1,200` and `4.5`; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replaceAll(/,(?=\d{3})/g, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

/** The first rows of one column, as guesses look at them. */
export interface SampleColumn {
  header: string
  index: number
  /** trimmed; without the empty ones */
  values: readonly string[]
  distinct: ReadonlySet<string>
}

export function sampleColumns(header: readonly string[], rows: readonly (readonly string[])[]): SampleColumn[] {
  return header.map((name, index) => {
    const values = rows.map((row) => (row[index] ?? '').trim()).filter((value) => value !== '')
    return { header: name, index, values, distinct: new Set(values) }
  })
}

/** Share of the values that pass; 1 when there are none, since nothing speaks against it. */
export function shareOf(values: readonly string[], passes: (value: string) => boolean): number {
  return values.length === 0 ? 1 : values.filter(passes).length / values.length
}

const NARRATIVE_LENGTH = 60
const NARRATIVE_WORDS = 9

/**
 * Whether a column holds accounts rather than words of a list or names of places: long texts, nearly all different. What
 * happened is told there, and who it happened to.
 */
export function isNarrative({ values, distinct }: SampleColumn): boolean {
  if (values.length === 0) return false
  const meanLength = values.reduce((sum, value) => sum + value.length, 0) / values.length
  const meanWords = values.reduce((sum, value) => sum + value.split(/\s+/).length, 0) / values.length
  return meanLength > NARRATIVE_LENGTH && meanWords > NARRATIVE_WORDS && distinct.size > values.length / 2
}

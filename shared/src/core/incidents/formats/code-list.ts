import { keepAnswers } from '../../keep-answers.ts'
import { ANY_OTHER_VALUE, type CodedField } from '../mapping/incident-mapping.ts'
import { CODED_VALUES } from '../mapping/parse-mapping.ts'

/** What the values of one field mean. */
export interface CodeList {
  /** Our word for a value, '' when it is to be left out, undefined when the mapping says nothing of it. */
  find(value: string): string | undefined
  /** our word for a value of which the mapping says nothing; undefined: there is none, and the row is refused */
  readonly anyOther: string | undefined
}

/** Values met once are looked up once; a list of more is no list. */
const REMEMBERED = 5000

/**
 * @param values as in `IncidentMapping`: an entry by its whole name goes before one that ends in `*`, and of those the longest;
 *   our own words need no entry
 */
export function createCodeList(field: CodedField, values: Readonly<Record<string, string>>): CodeList {
  const entries = Object.entries(values).map(
    ([theirs, ours]) => [theirs.trim().replaceAll(/\s+/g, ' ').toLowerCase(), ours] as const,
  )
  const whole = new Map<string, string>([...CODED_VALUES[field].map((word) => [word, word] as const), ...entries])
  const beginnings = entries
    .filter(([theirs]) => theirs.length > 1 && theirs.endsWith(ANY_OTHER_VALUE))
    .map(([theirs, ours]) => [theirs.slice(0, -1), ours] as const)
    .toSorted(([a], [b]) => b.length - a.length)
  const known = keepAnswers<string | undefined>(REMEMBERED)
  return {
    find: (value) =>
      known(value, () => {
        const text = value.toLowerCase()
        return whole.get(text) ?? beginnings.find(([begins]) => text.startsWith(begins))?.[1]
      }),
    anyOther: whole.get(ANY_OTHER_VALUE),
  }
}

import { FIELD_SYNONYMS } from './field-synonyms.ts'
import { fieldWords } from './header-words.ts'

const NAMES = new Set([...FIELD_SYNONYMS.offence.sure, ...FIELD_SYNONYMS.offence_code.sure])

/** Whether a column of the file says by its very name which offence a row is; then not every row need be the same. */
export const hasOffenceColumn = (header: readonly string[]): boolean =>
  header.some((name) => NAMES.has(fieldWords(name)))

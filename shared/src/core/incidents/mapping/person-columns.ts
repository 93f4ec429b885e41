/**
 * Header names that speak of a person. An alarm, not the protection: that is that only mapped columns are ever read.
 *
 * @returns the names as written, in the order of the header
 */
export function findPersonColumns(header: readonly string[]): string[] {
  return header.filter((name) => PERSON.test(name))
}

const PERSON =
  /surname|forename|first.?name|last.?name|full.?name|date of birth|\bdob\b|victim|suspect|offender|nominal|phone|e-?mail|ethnicity/i

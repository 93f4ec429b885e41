/**
 * A header name as lower-case words apart by single spaces, however it joins them: `OccurredFromDate`, `OCCURRED_FROM_DATE` and
 * "Occurred from (date)" are all `occurred from date`.
 */
export function headerWords(name: string): string {
  return (
    name
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/['’]/g, '')
      .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
      // "IDNumber" is two words, "OICs" one.
      .replaceAll(/(\p{Lu})(\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/gu, '$1 $2')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  )
}

/** The same as synonyms of our fields are written: in British spelling, and without the name of the usual coordinates. */
export const fieldWords = (name: string): string =>
  headerWords(name)
    .replaceAll(/\boffense/g, 'offence')
    .replaceAll(/^wgs ?84 | (?:wgs ?84|epsg ?4326)$/g, '')

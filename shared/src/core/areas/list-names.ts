const LISTED_NAMES = 12

/** The first names of a list, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const listed = names.slice(0, LISTED_NAMES).join(', ')
  return names.length > LISTED_NAMES ? `${listed} and ${names.length - LISTED_NAMES} more` : listed
}

/** Time zones as this browser knows them. */

/** Every zone by its IANA name, to choose from. */
export const zoneNames = (): string[] => Intl.supportedValuesOf('timeZone')

/** The zone of the computer that this page is looked at on. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Whether there is a zone of this name; a bare offset is no name, since it knows no summer time. */
export function isZoneName(text: string): boolean {
  const name = text.trim()
  if (name === '' || /^[+-]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What to do where there is no zone of a name. */
export const ZONE_FAULT = 'There is no such zone: choose one of the list, such as America/Toronto'

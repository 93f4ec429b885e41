import { useState } from 'react'
import { isZoneName, ZONE_FAULT } from '../../state/zone.ts'

/** The time zone of one file's local times. */
export interface FileZone {
  /** as it stands in the field */
  written: string
  /** the last that there is: rows are judged by it while another one is being typed */
  timezone: string
  fault: string | undefined
  write: (text: string) => void
}

/** @param initial IANA name */
export function useFileZone(initial: string): FileZone {
  const [written, setWritten] = useState(initial)
  const [timezone, setTimezone] = useState(initial)
  return {
    written,
    timezone,
    fault: isZoneName(written) ? undefined : ZONE_FAULT,
    write(text) {
      setWritten(text)
      if (isZoneName(text)) setTimezone(text.trim())
    },
  }
}

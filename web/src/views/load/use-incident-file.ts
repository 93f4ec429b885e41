import { useCallback, useEffect, useRef, useState } from 'react'
import { startFileReading, type FileReading } from '../../incident-files/file-reader.ts'
import type { OpenedFile } from '../../incident-files/messages.ts'

export interface IncidentFileState {
  file: File | undefined
  /** IANA name of the clock by which the file was read that its rows were rejected from; undefined: it is no file of rejects */
  mendedFrom: string | undefined
  /** undefined while it is being opened */
  opened: OpenedFile | undefined
  reading: FileReading | undefined
  /** why it cannot be opened */
  error: Error | null
}

const NOTHING: IncidentFileState = {
  file: undefined,
  mendedFrom: undefined,
  opened: undefined,
  reading: undefined,
  error: null,
}

/** A chosen file, opened by a worker of this page. Another one, or leaving the screen, lets go of it. */
export function useIncidentFile(): IncidentFileState & {
  open: (file: File, mendedFrom?: string) => void
  close: () => void
} {
  const [state, setState] = useState(NOTHING)
  const current = useRef<FileReading>(undefined)
  useEffect(() => () => current.current?.end(), [])
  const close = useCallback((): void => {
    current.current?.end()
    current.current = undefined
    setState(NOTHING)
  }, [])
  const open = useCallback((file: File, mendedFrom?: string): void => {
    current.current?.end()
    const reading = startFileReading()
    current.current = reading
    setState({ ...NOTHING, file, mendedFrom })
    reading
      .open(file)
      .then((opened) => setState({ file, mendedFrom, opened, reading, error: null }))
      .catch((error: unknown) => {
        // Somebody else's file by now.
        if (current.current !== reading) return
        reading.end()
        setState({ ...NOTHING, error: error instanceof Error ? error : new Error(String(error)) })
      })
  }, [])
  return { ...state, open, close }
}

import { useMutation } from '@tanstack/react-query'
import type { ImportAccepted } from '@planner/shared/schemas'
import { useEffect, useRef, useState } from 'react'
import { uploadIncidents } from '../../api/queries.ts'
import type { FileReading } from '../../incident-files/file-reader.ts'
import type { ReadingChoice } from '../../incident-files/messages.ts'

/** How far a file is on its way to the server. */
export interface SendingProgress {
  /** `taking`: all has gone, and the server looks it over */
  step: 'reading' | 'sending' | 'taking'
  /** of the source while it is read, of what is sent while it is sent */
  bytes: number
  bytesTotal: number
  rows: number
  /** since the step began */
  seconds: number
}

/** How a file is to be read, and by which clock (IANA name). */
type SentReading = ReadingChoice & { timezone: string }

interface SendingOptions {
  file: File
  reading: FileReading
  /** a file counts as being sent until this has ended, so that it is not sent twice */
  onAccepted: (accepted: ImportAccepted) => Promise<void>
}

/** Reads the whole file, leaves out what is not read, packs it and sends it. */
export function useSending({ file, reading, onAccepted }: SendingOptions) {
  const [progress, setProgress] = useState<SendingProgress>()
  const aborter = useRef<AbortController>(undefined)
  useEffect(() => () => aborter.current?.abort(), [])
  const sending = useMutation({
    mutationFn: async (choice: SentReading) => {
      const { signal } = (aborter.current = new AbortController())
      const began = performance.now()
      setProgress({ step: 'reading', bytes: 0, bytesTotal: file.size, rows: 0, seconds: 0 })
      const { blob, rows } = await reading.prepare(
        choice,
        ({ bytesRead, bytesTotal, rows: soFar }) =>
          setProgress({
            step: 'reading',
            bytes: bytesRead,
            bytesTotal,
            rows: soFar,
            seconds: (performance.now() - began) / 1000,
          }),
        signal,
      )
      signal.throwIfAborted()
      const sent = performance.now()
      return uploadIncidents(
        { blob, name: file.name, reading: choice },
        (bytes) =>
          setProgress({
            step: bytes.sent < bytes.total ? 'sending' : 'taking',
            bytes: bytes.sent,
            bytesTotal: bytes.total,
            rows,
            seconds: (performance.now() - sent) / 1000,
          }),
        signal,
      )
    },
    onSuccess: onAccepted,
  })
  return {
    send: (choice: SentReading) => sending.mutate(choice),
    /** gives reading or sending up; what was chosen stays */
    cancel: () => aborter.current?.abort(),
    isSending: sending.isPending,
    isCancelled: isAbort(sending.error),
    progress,
    error: isAbort(sending.error) ? null : sending.error,
  }
}

const isAbort = (error: Error | null): boolean => error instanceof DOMException && error.name === 'AbortError'

import { useEffect, useState } from 'react'
import type { FileReading } from '../../incident-files/file-reader.ts'
import type { JudgedRows, ReadingChoice } from '../../incident-files/messages.ts'

/** Changes that follow each other so quickly are judged once. */
const PAUSE_MS = 120

/**
 * What becomes of the first rows when they are read so; while that is worked out, what was said last.
 *
 * @param choice undefined: nothing can be read yet
 */
export function useJudged(
  reading: FileReading,
  choice: ReadingChoice | undefined,
  timezone: string,
): JudgedRows | undefined {
  const [judged, setJudged] = useState<JudgedRows>()
  const asked = choice === undefined ? undefined : JSON.stringify(choice)
  useEffect(() => {
    if (asked === undefined) return undefined
    let isStale = false
    const timer = setTimeout(() => {
      reading
        .judge(JSON.parse(asked) as ReadingChoice, timezone)
        .then((answer) => {
          if (!isStale) setJudged(answer)
        })
        .catch(() => undefined) // the file was let go
    }, PAUSE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [reading, asked, timezone])
  return choice === undefined ? undefined : judged
}

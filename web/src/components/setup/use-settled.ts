import { useEffect, useState } from 'react'

/** Long enough not to ask for every step of a slider, short enough not to be waited for. */
const SETTLE_MS = 250

/** A value once it has stopped changing for a moment; values that say the same are the same. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as T), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

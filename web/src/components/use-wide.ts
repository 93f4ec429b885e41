import { useSyncExternalStore } from 'react'

/** Room for a list and a map side by side; the same width stands in the style sheets. */
const wide = window.matchMedia('(min-width: 60rem)')

function subscribe(listener: () => void): () => void {
  wide.addEventListener('change', listener)
  return () => wide.removeEventListener('change', listener)
}

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => wide.matches)

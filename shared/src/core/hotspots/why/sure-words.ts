import type { Stability } from '../hotspot.ts'
import { LEAST_STATED } from '../tell-counts.ts'
import { percent } from './words.ts'

/** What a hotspot says of how sure it is; one that was stored earlier may lack the last three. */
export interface ToldSureness {
  pTop: number
  observed: number
  stability?: Stability | undefined
  couldBeNoise?: boolean | undefined
  fade?: number | null | undefined
}

/** Less is not worth a sentence. */
const NOTABLE_FADE = 0.05

const STABILITY_WORDS: Readonly<Record<Stability, string | undefined>> = {
  new: 'New: it did not belong to them when the window began, and what came since is more than chance.',
  persistent: 'Steady: it most likely belonged to them when the window began, and still does.',
  fading: 'Fading: it belonged to them when the window began, and fewer came since than chance allows for.',
  unknown: undefined,
}

export function sureWords({ pTop, observed, stability, couldBeNoise, fade }: ToldSureness, top: number): string[] {
  const steady = stability === undefined ? undefined : STABILITY_WORDS[stability]
  return [
    `The chance that it truly belongs to the ${top} places of highest risk is ${percent(pTop)}${couldBeNoise === true ? ': that it is listed could be chance' : ''}.`,
    ...(steady === undefined ? [] : [steady]),
    ...(observed >= LEAST_STATED && fade !== undefined && fade !== null && fade >= NOTABLE_FADE
      ? [
          `About ${percent(fade)} of its count is expected to go by itself: it is listed for a count that was partly luck.`,
        ]
      : []),
  ]
}

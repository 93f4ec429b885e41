/** Colours that command units are told apart by, after which they begin again. */
export const UNIT_SHADES = 12

/** Colours of the map, taken from the design tokens so that they follow the theme. */
export interface MapTheme {
  water: string
  land: string
  border: string
  label: string
  ink: string
  halo: string
  selected: string
  route: string
  tierA: string
  tierB: string
  tierC: string
  both: string
  here: string
  ours: string
  /** fills of command units */
  units: readonly string[]
}

const TOKENS: Record<Exclude<keyof MapTheme, 'units'>, string> = {
  water: '--map-water',
  land: '--map-land',
  border: '--map-border',
  label: '--map-label',
  ink: '--ink',
  halo: '--map-halo',
  selected: '--map-selected',
  route: '--map-route',
  tierA: '--tier-a',
  tierB: '--tier-b',
  tierC: '--tier-c',
  both: '--map-both',
  here: '--map-here',
  ours: '--map-ours',
}

const UNIT_TOKENS = Array.from({ length: UNIT_SHADES }, (_, shade) => `--unit-${shade + 1}`)

/** The tokens as colours in effect now: an element that uses one is asked, since the token itself may hold a light and a dark one. */
export function readMapTheme(shown: 'light' | 'dark', root: HTMLElement = document.documentElement): MapTheme {
  const probe = document.createElement('span')
  probe.hidden = true
  probe.style.colorScheme = shown
  // With forced colours every text colour would come back as the same one.
  probe.style.forcedColorAdjust = 'none'
  root.append(probe)
  const colourOf = (token: string): string => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const theme = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, colourOf(token)])) as Record<
    keyof typeof TOKENS,
    string
  >
  const units = UNIT_TOKENS.map(colourOf)
  probe.remove()
  return { ...theme, units }
}

import type { PlaceType } from '../../incidents/incident.ts'
import { HOURS_PER_WEEK } from '../../time.ts'
import { OFFENCE_GROUPS } from '../offence-groups.ts'
import type { Theme } from './theme.ts'

/** Place types that a visible patrol can reach. `other` says nothing, so it is not assumed to be public. */
export const PUBLIC_PLACE_TYPES: readonly PlaceType[] = ['street', 'transport', 'park', 'retail', 'licensed']

const HOURS = Array.from({ length: HOURS_PER_WEEK }, (_, hour) => hour)
const FRIDAY = 4

/** Monday to Friday, 15:00 to 19:00: stabbings of under-16s in east London peak from 16:00 to 18:00 (EVIDENCE 2.4). */
const AFTER_SCHOOL = HOURS.filter((hour) => hour <= FRIDAY * 24 + 23 && hour % 24 >= 15 && hour % 24 < 19)

/** Every evening and night, 19:00 to 06:00: a convention, and a force's own may differ. */
const NIGHTS = HOURS.filter((hour) => hour % 24 >= 19 || hour % 24 < 6)

/**
 * Themes that come with the application. Each weighs all its offences alike: another weight is a force's own decision, in
 * a theme of its own.
 */
export const SHIPPED_THEMES: readonly Theme[] = [
  {
    id: 'violence-and-robbery',
    name: 'All violence and robbery',
    offences: [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery],
    flags: [],
    placeTypes: [],
    hours: [],
    weights: {},
    includeDomestic: false,
  },
  {
    id: 'robbery',
    name: 'Robbery',
    offences: OFFENCE_GROUPS.robbery,
    flags: [],
    placeTypes: [],
    hours: [],
    weights: {},
    includeDomestic: false,
  },
  {
    id: 'vawg-public-space',
    name: 'Violence against women and girls in public space',
    offences: OFFENCE_GROUPS.violence,
    flags: ['vawg'],
    placeTypes: PUBLIC_PLACE_TYPES,
    hours: [],
    weights: {},
    includeDomestic: false,
  },
  {
    id: 'youth-violence-after-school',
    name: 'Youth violence after school',
    offences: [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery],
    flags: ['youth'],
    placeTypes: [],
    hours: AFTER_SCHOOL,
    weights: {},
    includeDomestic: false,
  },
  {
    id: 'night-time-economy',
    name: 'Night-time economy',
    offences: [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery],
    flags: ['night-time-economy'],
    placeTypes: [],
    hours: NIGHTS,
    weights: {},
    includeDomestic: false,
  },
]

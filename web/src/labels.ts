/**
 * Words of the field that users see. A force that says them otherwise changes this file and nothing else;
 * docs/glossary.md says what each means.
 */
export const LABELS = {
  product: 'Hotspot patrol planner',
  synthetic: 'Synthetic demonstration data: every place, count and crew here is made up',
  roles: {
    tasking: 'Tasking team',
    supervisor: 'Supervisor',
    commander: 'Borough commander',
    officer: 'Officer',
  },
  tours: { early: 'Early tour', late: 'Late tour', night: 'Night tour' },
  crew: 'Crew',
  callSign: 'Call sign',
  refreshments: 'Refreshments',
  area: 'Borough',
  areas: 'Boroughs',
  bcu: 'BCU',
  bcus: 'BCUs',
  force: 'Whole force',
  offences: {
    homicide: 'Homicide',
    'violence-with-injury': 'Violence with injury',
    'violence-without-injury': 'Violence without injury',
    'sexual-offence': 'Sexual offence',
    robbery: 'Robbery',
    weapons: 'Weapons',
    other: 'Other',
  },
  tiers: { A: 'Tier A', B: 'Tier B', C: 'Tier C' },
  activities: {
    'high-visibility-patrol': 'High-visibility patrol',
    'weapons-sweep': 'Weapons sweep',
    'knife-search-operation': 'Knife-search operation',
    'community-engagement': 'Community engagement',
    'problem-solving-visit': 'Problem-solving visit',
  },
  designs: {
    ordinary: 'Ordinary',
    'crossover-daily': 'Crossover, day by day',
    'crossover-blocks': 'Crossover, blocks of 3 and 4 days',
  },
  visitsWanted: {
    'from-capacity': 'What the tours can carry',
    'as-ranked': 'What the ranking asks for',
  },
  followRisk: 'Follow the hours of risk',
  stayUnpredictable: 'Stay unpredictable',
  watcher: 'watcher',
  blackout: 'Blackout',
  blackouts: 'Blackouts',
  everywhere: 'Everywhere',
  verdicts: {
    inside: 'Inside',
    outside: 'Outside',
    'too-few': 'Too few to judge',
    'roster-too-small': 'Roster too small',
  },
  unplacedCauses: {
    'no-tour-in-bcu': 'No tour on duty in the BCU that day',
    'no-able-crew': 'No crews for the activities that its tier asks for',
    chance: 'Left out by the draw: over many draws the place would have had it',
    capacity: 'No rostered time left on that day',
    ceiling: 'The place already has as many visits as it may have',
    travel: 'No crew could get there and back in time',
  },
  formats: {
    canonical: 'Planner CSV (canonical)',
    'police-uk': 'data.police.uk download',
    'police-uk-api': 'data.police.uk API extract',
  },
  outcomes: { queued: 'Waiting', running: 'Loading', completed: 'Loaded', refused: 'Refused' },
  jobs: {
    import: 'Loading incidents',
    rank: 'Ranking places',
    plan: 'Planning tours',
    measure: 'Measuring the planner',
  },
} as const

/** The label of a code that the server sent; an unknown code is shown as words, never hidden. */
export function labelOf(labels: Readonly<Record<string, string>>, code: string): string {
  return labels[code] ?? code.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase())
}

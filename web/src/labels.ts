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
  allOffences: 'All violence and robbery',
  measures: { count: 'Our expectation', plain: 'Plain count', harm: 'Harm', combined: 'Both' },
  rankBys: { count: 'Incidents', harm: 'Harm', combined: 'Both' },
  memberships: { both: 'In both', here: 'Only here', ours: 'Only in use' },
  changes: { kept: 'Kept', added: 'Added', dropped: 'Dropped' },
  stabilities: { new: 'New', persistent: 'Persistent', fading: 'Fading', unknown: 'Not known' },
  harmIndex: 'Cambridge Crime Harm Index',
  couldBeNoise: 'Could be noise',
  proxy: 'Proxy',
  scopeCounts: {
    policeFound: 'Found by police themselves: never counted',
    otherOffence: 'Other offences',
    domestic: 'Domestic',
    notPublicPlace: 'Not in a public place',
  },
  unknownCounts: {
    howFound: 'do not say who found them',
    domestic: 'do not say whether they were domestic',
    placeType: 'do not say in what kind of place',
  },
  flags: {
    knife: 'Knife',
    firearm: 'Firearm',
    vawg: 'Violence against women and girls',
    youth: 'Youth',
    hate: 'Hate',
    'night-time-economy': 'Night-time economy',
    business: 'Business',
    personal: 'Personal',
  },
  placeTypes: {
    street: 'Streets',
    transport: 'Transport',
    park: 'Parks',
    retail: 'Shops',
    licensed: 'Licensed premises',
    dwelling: 'Dwellings',
    other: 'Other places',
  },
  profileSources: {
    place: 'This place’s own hours, drawn towards those of the places around it',
    area: 'The hours of the borough: too little is known of this place alone',
    bcu: 'The hours of the BCU: too little is known of this place alone',
    force: 'The hours of the whole force: too little is known of this place alone',
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
    backtest: 'Looking back on past weeks',
  },
} as const

/** The label of a code that the server sent; an unknown code is shown as words, never hidden. */
export function labelOf(labels: Readonly<Record<string, string>>, code: string): string {
  const words = code.replaceAll('-', ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return labels[code] ?? words.replace(/^./, (first) => first.toUpperCase())
}

/** What every screen and file says of this data. */
export const DEMO_FORCE_NAME = 'Demonstration force (synthetic data)'

export const DEMO_TIMEZONE = 'Europe/London'

/**
 * Invented command units over real borough outlines: the grouping is our own and no force's.
 * Keys are BCU codes as they stand in areas.csv and shifts.csv.
 */
export const DEMO_BCUS: Readonly<Record<string, readonly string[]>> = {
  CE: ['City of London', 'Hackney', 'Islington'],
  CW: ['Kensington and Chelsea', 'Westminster'],
  EI: ['Newham', 'Tower Hamlets'],
  NC: ['Camden', 'Haringey'],
  NE: ['Barking and Dagenham', 'Havering', 'Redbridge', 'Waltham Forest'],
  NO: ['Barnet', 'Enfield'],
  NW: ['Brent', 'Harrow', 'Hillingdon'],
  SE: ['Bexley', 'Bromley', 'Greenwich'],
  SI: ['Lewisham', 'Southwark'],
  SO: ['Croydon', 'Lambeth'],
  SW: ['Kingston upon Thames', 'Merton', 'Richmond upon Thames', 'Sutton', 'Wandsworth'],
  WE: ['Ealing', 'Hammersmith and Fulham', 'Hounslow'],
}

/** How many weeks of incidents the demo has: two years, so that the prior of a ranking has something to rest on. */
export const DEMO_WEEKS = 104

/** Incidents in those weeks: about 17,000 in the last 12, so that 250 places have something to tell apart. */
export const DEMO_INCIDENTS = 150_000

/** Which of all demonstration forces it is. */
export const DEMO_SEED = 1

/** Days of the roster: the 21 of an operation and a week on, as a published roster would have. */
export const DEMO_ROSTER_DAYS = 28

/** Who the audit says did it. */
export const DEMO_ACTOR = 'demo'

export const DEMO_OPERATION_NAME = 'Demonstration operation'

/** The crew whose tours the officer of the demo sees: a late tour in the busiest command unit. */
export const DEMO_OFFICER_TEAM = 'CW-L1'

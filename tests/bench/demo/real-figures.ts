import type { ChicagoFigures, LondonFigures } from './measure-real.ts'

/**
 * Measured by measure-real.ts of ../shared/data, which is no part of the project; real-figures.test.ts measures again where it is.
 * Source: data.police.uk, street-level crime of 25 London boroughs, April 2016 to June 2017 (Open Government Licence v3).
 */
export const LONDON: LondonFigures = {
  all: {
    asIs: {
      9: { year: { ofOccupied: 0.1033, ofAll: 0.132 }, stretch: { ofOccupied: 0.0936, ofAll: 0.1359 } },
      10: { year: { ofOccupied: 0.1125, ofAll: 0.2288 }, stretch: { ofOccupied: 0.0907, ofAll: 0.2542 } },
    },
    thinned: {
      9: { year: { ofOccupied: 0.0981, ofAll: 0.135 }, stretch: { ofOccupied: 0.0798, ofAll: 0.1431 } },
      10: { year: { ofOccupied: 0.0992, ofAll: 0.2399 }, stretch: { ofOccupied: 0.069, ofAll: 0.2914 } },
    },
  },
  months: 0.0656,
  sharedPoints: 0.9665,
}

/** Source: City of Chicago, Crimes 2001 to present, violence 2013-2016. */
export const CHICAGO: ChicagoFigures = {
  all: {
    asIs: {
      9: { year: { ofOccupied: 0.0637, ofAll: 0.0687 }, stretch: { ofOccupied: 0.0569, ofAll: 0.0734 } },
      10: { year: { ofOccupied: 0.078, ofAll: 0.1251 }, stretch: { ofOccupied: 0.0563, ofAll: 0.1468 } },
    },
    thinned: {
      9: { year: { ofOccupied: 0.0589, ofAll: 0.0719 }, stretch: { ofOccupied: 0.0485, ofAll: 0.0853 } },
      10: { year: { ofOccupied: 0.0603, ofAll: 0.1394 }, stretch: { ofOccupied: 0.0393, ofAll: 0.1956 } },
    },
  },
  public: {
    asIs: {
      9: { year: { ofOccupied: 0.0787, ofAll: 0.0917 }, stretch: { ofOccupied: 0.0626, ofAll: 0.0986 } },
      10: { year: { ofOccupied: 0.0846, ofAll: 0.1657 }, stretch: { ofOccupied: 0.0529, ofAll: 0.2038 } },
    },
    thinned: {
      9: { year: { ofOccupied: 0.0677, ofAll: 0.0922 }, stretch: { ofOccupied: 0.0497, ofAll: 0.1091 } },
      10: { year: { ofOccupied: 0.0639, ofAll: 0.1799 }, stretch: { ofOccupied: 0.039, ofAll: 0.261 } },
    },
  },
  hours: [
    60, 53, 39, 32, 23, 18, 17, 23, 33, 36, 44, 51, 54, 59, 63, 96, 97, 90, 94, 83, 88, 84, 80, 65, 54, 45, 34, 26, 20,
    16, 17, 26, 31, 37, 45, 47, 54, 55, 62, 94, 97, 92, 88, 84, 89, 82, 75, 62, 53, 41, 36, 26, 18, 17, 16, 28, 38, 37,
    44, 50, 61, 61, 72, 103, 93, 86, 84, 86, 80, 78, 71, 65, 50, 43, 35, 29, 19, 15, 16, 26, 35, 38, 41, 50, 55, 55, 63,
    96, 102, 84, 85, 90, 83, 81, 75, 65, 61, 59, 45, 32, 26, 17, 18, 25, 36, 38, 40, 51, 57, 65, 68, 102, 91, 82, 86,
    90, 86, 91, 93, 88, 91, 99, 102, 85, 60, 34, 24, 19, 24, 30, 43, 48, 53, 61, 62, 77, 73, 76, 82, 87, 89, 88, 98, 94,
    92, 106, 116, 106, 71, 46, 25, 20, 19, 23, 36, 42, 50, 53, 60, 69, 70, 75, 81, 85, 87, 84, 82, 70,
  ],
  hoursBetweenYears: [0.0538, 0.0271, 0.0162],
  nearRepeats: [1.039, 1.017, 1.016, 1.01],
  delays: {
    sexual: [0.719, 0.4627, 0.3038, 0.214, 0.1314, 0.0802],
    other: [0.2411, 0.1168, 0.0527, 0.0213, 0.0057, 0.0015],
  },
  habits: { fullAndHalfHours: 0.3829, fiveMinutes: 0.784, monthStart: 0.001, sharedPoints: 0.7401 },
  months: 0.117,
  domestic: 0.3524,
}

import { dateFromDay, dayOf, MINUTES_PER_DAY, startOfMonth, type LatLng } from '../../../shared/src/core/index.ts'

/** Share of times that are written on one of these minutes of the hour. */
export function shareOnMinutes(localMins: readonly number[], minutes: readonly number[]): number {
  return localMins.filter((localMin) => minutes.includes(localMin % 60)).length / localMins.length
}

/** Share of times at 00:00 or 00:01 on the first day of a month, which is what many systems write for "not known". */
export function shareAtMonthStart(localMins: readonly number[]): number {
  const isDefault = (localMin: number): boolean =>
    localMin % MINUTES_PER_DAY <= 1 && dateFromDay(dayOf(localMin)).day === 1
  return localMins.filter(isDefault).length / localMins.length
}

/** Standard deviation of the daily numbers of whole months over their mean. */
export function monthlySpread(localMins: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const localMin of localMins) {
    const month = startOfMonth(dayOf(localMin))
    counts.set(month, (counts.get(month) ?? 0) + 1)
  }
  const rates = [...counts].map(([month, count]) => count / (startOfMonth(month, 1) - month))
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
  return Math.sqrt(rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length) / mean
}

/** Share of incidents that lie on exactly the point of another one. */
export function shareOnSharedPoints(places: readonly LatLng[]): number {
  const counts = new Map<string, number>()
  for (const { lat, lng } of places) counts.set(`${lat} ${lng}`, (counts.get(`${lat} ${lng}`) ?? 0) + 1)
  let shared = 0
  for (const count of counts.values()) if (count > 1) shared += count
  return shared / places.length
}

import { BIN_MINUTES, BINS_PER_DAY } from '../../plan.ts'
import type { WatchGrid } from './watch-grid.ts'

/** Minutes after which "how long ago" says no more, and what stands for "never seen". */
const LONGEST_AGE = 2880

/** What someone who watches one place knows before a half-hour begins; by row. */
export interface LocalFeatures {
  /** minutes since the last visit began */
  age: Float32Array
  /** starts in the same slot 1, 2 and 7 days before, the slots around counting half */
  lag1: Float32Array
  lag2: Float32Array
  lag7: Float32Array
  /** 0 or 1: the same slot alone */
  sameSlot: Uint8Array
  columns: Float32Array[]
}

export function listLocalFeatures({ rows, rowPlace, rowBin, ...grid }: WatchGrid): LocalFeatures {
  const { places, bins, minute, trainDays } = grid
  const column = (): Float32Array => new Float32Array(rows)
  const age = column()
  const rhythm = column()
  const today = column()
  const beyondUsual = column()
  const quota = column()
  const lastTwoHours = column()
  const lastDay = column()
  const [lag1, lag2, lag7] = [column(), column(), column()]
  const sameSlot = new Uint8Array(rows)
  const last = new Int32Array(places).fill(-LONGEST_AGE)
  const gap = new Float32Array(places)
  const countToday = new Uint16Array(places)
  const countBefore = new Float32Array(places)
  const has = (place: number, bin: number): number => (bin >= 0 && minute[place * bins + bin]! >= 0 ? 1 : 0)
  const lag = (place: number, bin: number, days: number): number => {
    const at = bin - days * BINS_PER_DAY
    return at < 0 ? 0 : has(place, at) + (has(place, at - 1) + has(place, at + 1)) / 2
  }
  let row = 0
  for (let bin = 0; bin < bins; bin++) {
    const day = Math.floor(bin / BINS_PER_DAY)
    if (bin % BINS_PER_DAY === 0) {
      if (day > 0 && day <= trainDays)
        for (let place = 0; place < places; place++) countBefore[place]! += countToday[place]!
      countToday.fill(0)
    }
    for (; row < rows && rowBin[row] === bin; row++) {
      const place = rowPlace[row]!
      const since = Math.min(LONGEST_AGE, bin * BIN_MINUTES - last[place]!)
      age[row] = since
      rhythm[row] = gap[place]! > 0 ? Math.min(4, since / gap[place]!) : 0
      lag1[row] = lag(place, bin, 1)
      lag2[row] = lag(place, bin, 2)
      lag7[row] = lag(place, bin, 7)
      sameSlot[row] =
        has(place, bin - BINS_PER_DAY) + 2 * has(place, bin - 2 * BINS_PER_DAY) + 4 * has(place, bin - 7 * BINS_PER_DAY)
      today[row] = countToday[place]!
      const usual = countBefore[place]! / Math.max(1, Math.min(day, trainDays))
      beyondUsual[row] = countToday[place]! - usual
      quota[row] = countToday[place]! >= Math.max(1, Math.round(usual)) ? 1 : 0
      for (let back = 1; back <= 4; back++) lastTwoHours[row]! += has(place, bin - back)
      for (let back = 1; back <= BINS_PER_DAY; back++) lastDay[row]! += has(place, bin - back)
    }
    for (let place = 0; place < places; place++) {
      const at = minute[place * bins + bin]!
      if (at < 0) continue
      const start = bin * BIN_MINUTES + at
      gap[place] = last[place]! < 0 ? 0 : start - last[place]!
      last[place] = start
      countToday[place]! += 1
    }
  }
  const columns = [age, age.map((minutes) => Math.log1p(minutes)), rhythm, lag1, lag2, lag7, today, beyondUsual, quota]
  return { age, lag1, lag2, lag7, sameSlot, columns: [...columns, lastTwoHours, lastDay] }
}

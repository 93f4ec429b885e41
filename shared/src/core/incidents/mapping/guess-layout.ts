import { parseMappedTime } from '../formats/mapped-time.ts'
import { createZone } from '../../time.ts'
import { DATE_ORDERS, type DateOrder, type DecimalMark, type MappedField } from './incident-mapping.ts'
import { shareOf, type SampleColumn } from './sample-columns.ts'

/** Orders do not hang on the zone. */
const ZONE = createZone('UTC')
/** Of a column's values as many must be read: the rest are mistakes that become rejects. */
const ENOUGH = 0.9

const isTime = (value: string, dates: DateOrder, decimal: DecimalMark): boolean =>
  !('advice' in parseMappedTime(value, '', { dates, decimal, zone: ZONE }))

/** Orders under which nearly all the values are dates, the likeliest first. */
export function dateOrders(values: readonly string[]): DateOrder[] {
  if (values.length === 0) return []
  return DATE_ORDERS.map((order) => ({
    order,
    share: Math.max(...(['.', ','] as const).map((mark) => shareOf(values, (value) => isTime(value, order, mark)))),
  }))
    .filter(({ share }) => share >= ENOUGH)
    .toSorted((a, b) => b.share - a.share)
    .map(({ order }) => order)
}

/** A time of day: `22:14`, `10:14 pm`, `2214`, Excel's fraction of a day, with or without a date that means none. */
export function isClock(value: string): boolean {
  const days = { dates: 'excel', zone: ZONE } as const
  return (['.', ','] as const).some((decimal) => !('advice' in parseMappedTime('45000', value, { ...days, decimal })))
}

const NUMBER = /^-?\d+(?:[.,]\d+)?$/
const toNumber = (value: string): number => (NUMBER.test(value) ? Number(value.replace(',', '.')) : Number.NaN)
const between =
  (low: number, high: number) =>
  (value: string): boolean => {
    const number = toNumber(value)
    return number >= low && number <= high
  }
const hasFraction = (value: string): boolean => /[.,]\d/.test(value)

type PlaceField = Extract<MappedField, 'lat' | 'lng' | 'easting' | 'northing'>

/** Numbers of a plane, in metres or feet: larger than degrees, and not larger than the earth. */
const isOnPlane = (value: string): boolean => {
  const size = Math.abs(toNumber(value))
  return size >= 1000 && size <= 40_000_000
}

const RANGES: Record<PlaceField, (value: string) => boolean> = {
  lat: between(-90, 90),
  lng: between(-180, 180),
  easting: isOnPlane,
  northing: isOnPlane,
}

/** Whether a column can be one half of a place; empty values and 0 stand for "not known". */
export function canBePlace(field: PlaceField, { values }: SampleColumn): boolean {
  const known = values.filter((value) => toNumber(value) !== 0)
  if (known.length === 0) return false
  const fits = shareOf(known, RANGES[field]) >= ENOUGH
  // Whole degrees are nobody's coordinates; they are a count or a code.
  return fits && (field === 'easting' || field === 'northing' || shareOf(known, hasFraction) > 0.5)
}

/** The decimal mark of numbers: a comma only where one is met and no point is. */
export function decimalMark(values: readonly string[]): DecimalMark {
  const numbers = values.filter((value) => NUMBER.test(value))
  return numbers.some((value) => value.includes(',')) && !numbers.some((value) => value.includes('.')) ? ',' : '.'
}

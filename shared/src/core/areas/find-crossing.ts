import type { Position } from 'geojson'

/** Comparisons of two sides; a coast of 100,000 points needs a tenth of it, a scribble of as many would take minutes. */
const MOST_COMPARISONS = 100_000_000

/** How many comparisons of sides are left for one file. */
export interface CrossingBudget {
  left: number
}

export const createCrossingBudget = (): CrossingBudget => ({ left: MOST_COMPARISONS })

/**
 * A place where two sides of these rings cross, by a sweep from west to east. Rings that touch at a point do not cross.
 *
 * @param rings closed, [x, y]
 * @returns [x, y] of the crossing; undefined: there is none; `tangled`: the budget ended before the last side
 */
export function findCrossing(rings: readonly Position[][], budget: CrossingBudget): Position | 'tangled' | undefined {
  const sides = listSides(rings)
  const { west, east, south, north } = sides
  const order = new Uint32Array(west.length).map((_, i) => i).sort((a, b) => west[a]! - west[b]! || a - b)
  for (let i = 0; i < order.length; i++) {
    const a = order[i]!
    for (let k = i + 1; k < order.length && west[order[k]!]! <= east[a]!; k++) {
      budget.left -= 1
      if (budget.left < 0) return 'tangled'
      const b = order[k]!
      if (south[b]! <= north[a]! && north[b]! >= south[a]! && cross(sides, a, b)) return meetingPoint(sides, a, b)
    }
  }
  return undefined
}

/** The sides of some rings by number, in columns: as objects those of a long coast would take 200 bytes each. */
interface Sides {
  fromX: Float64Array
  fromY: Float64Array
  toX: Float64Array
  toY: Float64Array
  west: Float64Array
  east: Float64Array
  south: Float64Array
  north: Float64Array
}

function listSides(rings: readonly Position[][]): Sides {
  const count = rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0)
  const column = (): Float64Array => new Float64Array(count)
  const [fromX, fromY, toX, toY] = [column(), column(), column(), column()]
  const [west, east, south, north] = [column(), column(), column(), column()]
  let side = 0
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i - 1]!
      const [bx = 0, by = 0] = ring[i]!
      fromX[side] = ax
      fromY[side] = ay
      toX[side] = bx
      toY[side] = by
      west[side] = Math.min(ax, bx)
      east[side] = Math.max(ax, bx)
      south[side] = Math.min(ay, by)
      north[side] = Math.max(ay, by)
      side += 1
    }
  return { fromX, fromY, toX, toY, west, east, south, north }
}

/** Positive: the point lies left of the side, seen from its start. */
function turn({ fromX, fromY, toX, toY }: Sides, side: number, x: number, y: number): number {
  const [ax, ay] = [fromX[side]!, fromY[side]!]
  return (toX[side]! - ax) * (y - ay) - (toY[side]! - ay) * (x - ax)
}

/** Whether each has its ends on both sides of the other: sharing an end, or touching with one, is no crossing. */
function cross(sides: Sides, a: number, b: number): boolean {
  const { fromX, fromY, toX, toY } = sides
  return (
    turn(sides, a, fromX[b]!, fromY[b]!) * turn(sides, a, toX[b]!, toY[b]!) < 0 &&
    turn(sides, b, fromX[a]!, fromY[a]!) * turn(sides, b, toX[a]!, toY[a]!) < 0
  )
}

function meetingPoint(sides: Sides, a: number, b: number): Position {
  const { fromX, fromY, toX, toY } = sides
  const from = turn(sides, b, fromX[a]!, fromY[a]!)
  const share = from / (from - turn(sides, b, toX[a]!, toY[a]!))
  return [fromX[a]! + share * (toX[a]! - fromX[a]!), fromY[a]! + share * (toY[a]! - fromY[a]!)]
}

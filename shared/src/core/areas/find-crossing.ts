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
  const sides = rings.flatMap((ring) => ring.slice(1).map((end, i) => sideOf(ring[i]!, end)))
  sides.sort((a, b) => a.west - b.west)
  for (const [i, a] of sides.entries()) {
    for (let k = i + 1; k < sides.length && sides[k]!.west <= a.east; k++) {
      budget.left -= 1
      if (budget.left < 0) return 'tangled'
      const b = sides[k]!
      if (b.south <= a.north && b.north >= a.south && cross(a, b)) return meetingPoint(a, b)
    }
  }
  return undefined
}

interface Side {
  fromX: number
  fromY: number
  toX: number
  toY: number
  west: number
  east: number
  south: number
  north: number
}

function sideOf([fromX = 0, fromY = 0]: Position, [toX = 0, toY = 0]: Position): Side {
  return {
    fromX,
    fromY,
    toX,
    toY,
    west: Math.min(fromX, toX),
    east: Math.max(fromX, toX),
    south: Math.min(fromY, toY),
    north: Math.max(fromY, toY),
  }
}

/** Positive: the point lies left of the side, seen from its start. */
const turn = ({ fromX, fromY, toX, toY }: Side, x: number, y: number): number =>
  (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX)

/** Whether each has its ends on both sides of the other: sharing an end, or touching with one, is no crossing. */
function cross(a: Side, b: Side): boolean {
  return turn(a, b.fromX, b.fromY) * turn(a, b.toX, b.toY) < 0 && turn(b, a.fromX, a.fromY) * turn(b, a.toX, a.toY) < 0
}

function meetingPoint(a: Side, b: Side): Position {
  const from = turn(b, a.fromX, a.fromY)
  const share = from / (from - turn(b, a.toX, a.toY))
  return [a.fromX + share * (a.toX - a.fromX), a.fromY + share * (a.toY - a.fromY)]
}

/**
 * Calls `visit(point, squaredDistance)` for every point nearer than `radius`. Points are sorted into squares as wide as the
 * radius once, so that a look-up meets nine of them.
 *
 * @param x metres, with y
 */
export function createNearPoints(
  x: Float64Array,
  y: Float64Array,
  radius: number,
): (atX: number, atY: number, visit: (point: number, squaredM2: number) => void) => void {
  let lowX = Infinity
  let lowY = Infinity
  let highX = -Infinity
  let highY = -Infinity
  for (let i = 0; i < x.length; i++) {
    lowX = Math.min(lowX, x[i]!)
    highX = Math.max(highX, x[i]!)
    lowY = Math.min(lowY, y[i]!)
    highY = Math.max(highY, y[i]!)
  }
  const columns = x.length === 0 ? 0 : Math.floor((highX - lowX) / radius) + 1
  const rows = x.length === 0 ? 0 : Math.floor((highY - lowY) / radius) + 1
  const squareOf = (point: number): number =>
    Math.floor((y[point]! - lowY) / radius) * columns + Math.floor((x[point]! - lowX) / radius)
  // Counting sort: the points of square s are points[start[s]] to points[start[s + 1] - 1].
  const start = new Int32Array(columns * rows + 1)
  for (let i = 0; i < x.length; i++) start[squareOf(i) + 1]! += 1
  for (let square = 0; square < columns * rows; square++) start[square + 1]! += start[square]!
  const next = start.slice()
  const points = new Int32Array(x.length)
  for (let i = 0; i < x.length; i++) points[next[squareOf(i)]!++] = i

  return (atX, atY, visit) => {
    const column = Math.floor((atX - lowX) / radius)
    const row = Math.floor((atY - lowY) / radius)
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        const square = r * columns + c
        for (let k = start[square]!; k < start[square + 1]!; k++) {
          const point = points[k]!
          const squaredM2 = (x[point]! - atX) ** 2 + (y[point]! - atY) ** 2
          if (squaredM2 < radius * radius) visit(point, squaredM2)
        }
      }
  }
}

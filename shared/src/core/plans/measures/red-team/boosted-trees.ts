/** Rows in order: the first `fitRows` teach, those up to `trainRows` say when to stop, the rest are only predicted. */
export interface LearningTask {
  /** by feature, by row */
  features: readonly Float32Array[]
  /** 0 or 1 by row */
  started: Uint8Array
  rows: number
  fitRows: number
  trainRows: number
  /** log-odds that the learner starts from, by row */
  offset: Float64Array
}

const MOST_BINS = 32
const DEPTH = 3
const MOST_TREES = 120
/** Trees without a better tuning loss after which learning stops. */
const PATIENCE = 6
const LEARNING_RATE = 0.15
/** Ridge on the leaves and least information (sum of p(1-p)) in one: a leaf of a few lucky visits teaches nothing. */
const RIDGE = 4
const LEAST_INFORMATION = 3

/** A split of each node of each level, breadth first; feature -1: the node is a leaf that goes left. */
interface Tree {
  feature: Int8Array
  cut: Uint8Array
  leaf: Float64Array
}

/**
 * Log-odds by row from gradient-boosted trees on binned features (histogram boosting with Newton leaves, Friedman 2001).
 * The number of trees is the one that predicts the tuning rows best; they are then grown again on all training rows.
 * Nothing is drawn at random: the same task gives the same answer.
 */
export function boostTrees(task: LearningTask): Float64Array {
  const columns = task.features.map((values) => toBins(values, task.trainRows))
  const trees = grow(task, columns, task.fitRows, MOST_TREES, true)
  return grow(task, columns, task.trainRows, trees.count, false).odds
}

function grow(
  { started, rows, fitRows, trainRows, offset }: LearningTask,
  columns: readonly Uint8Array[],
  learnRows: number,
  most: number,
  tune: boolean,
): { odds: Float64Array; count: number } {
  const reach = tune ? trainRows : rows
  const odds = Float64Array.from(offset.subarray(0, reach))
  const gradient = new Float64Array(learnRows)
  const information = new Float64Array(learnRows)
  const node = new Uint8Array(reach)
  let best = tune ? meanLoss(odds, started, fitRows, trainRows) : 0
  let bestCount = 0
  for (let count = 1; count <= most; count++) {
    for (let row = 0; row < learnRows; row++) {
      const p = 1 / (1 + Math.exp(-odds[row]!))
      gradient[row] = started[row]! - p
      information[row] = Math.max(1e-9, p * (1 - p))
    }
    const tree = growTree(columns, gradient, information, node, learnRows, reach)
    for (let row = 0; row < reach; row++) odds[row]! += LEARNING_RATE * tree.leaf[node[row]!]!
    if (!tune) continue
    const loss = meanLoss(odds, started, fitRows, trainRows)
    if (loss < best - 1e-7) {
      best = loss
      bestCount = count
    } else if (count - bestCount >= PATIENCE) break
  }
  return { odds, count: bestCount }
}

function growTree(
  columns: readonly Uint8Array[],
  gradient: Float64Array,
  information: Float64Array,
  node: Uint8Array,
  learnRows: number,
  reach: number,
): Tree {
  node.fill(0)
  const feature = new Int8Array(2 ** DEPTH - 1).fill(-1)
  const cut = new Uint8Array(2 ** DEPTH - 1).fill(MOST_BINS)
  const width = columns.length * 2 * MOST_BINS
  let groups: Group[] = [{ rows: numbersBelow(gradient.length), sums: new Float64Array(width) }]
  addRows(groups[0]!, columns, gradient, information)
  for (let level = 0; level < DEPTH; level++) {
    const first = 2 ** level - 1
    for (const [at, { sums }] of groups.entries()) {
      let most = 1e-9
      for (let index = 0; index < columns.length; index++) {
        const split = findCut(sums, index * 2 * MOST_BINS)
        if (split.gain <= most) continue
        most = split.gain
        feature[first + at] = index
        cut[first + at] = split.cut
      }
    }
    sendDown(node, level, columns, feature, cut, reach)
    if (level + 1 < DEPTH)
      groups = groups.flatMap((group, at) => divide(group, 2 * at + 1, node, columns, gradient, information))
  }
  const leaf = new Float64Array(2 ** DEPTH)
  const weight = new Float64Array(2 ** DEPTH)
  for (let row = 0; row < learnRows; row++) {
    leaf[node[row]!]! += gradient[row]!
    weight[node[row]!]! += information[row]!
  }
  for (let at = 0; at < leaf.length; at++) leaf[at] = Math.max(-4, Math.min(4, leaf[at]! / (weight[at]! + RIDGE)))
  return { feature, cut, leaf }
}

/** Sends every row from its node of a level to one of the next. */
function sendDown(
  node: Uint8Array,
  level: number,
  columns: readonly Uint8Array[],
  feature: Int8Array,
  cut: Uint8Array,
  reach: number,
): void {
  const first = 2 ** level - 1
  // A leaf keeps its rows on the left: no value lies beyond its cut.
  const ofNode = Array.from({ length: 2 ** level }, (_, at) => columns[Math.max(0, feature[first + at]!)]!)
  for (let row = 0; row < reach; row++) {
    const at = node[row]!
    node[row] = 2 * at + (ofNode[at]![row]! > cut[first + at]! ? 1 : 0)
  }
}

/** The learning rows of one node, and the sums of their gradient and information by column and bin, side by side. */
interface Group {
  rows: Uint32Array
  sums: Float64Array
}

function numbersBelow(count: number): Uint32Array {
  const numbers = new Uint32Array(count)
  for (let at = 0; at < count; at++) numbers[at] = at
  return numbers
}

function addRows(
  { rows, sums }: Group,
  columns: readonly Uint8Array[],
  gradient: Float64Array,
  information: Float64Array,
): void {
  for (const [index, column] of columns.entries()) {
    const from = index * 2 * MOST_BINS
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!
      const at = from + 2 * column[row]!
      sums[at]! += gradient[row]!
      sums[at + 1]! += information[row]!
    }
  }
}

/** The two halves of a node. Only the smaller one is summed up: the other is what is left of the whole. */
function divide(
  { rows, sums }: Group,
  rightNode: number,
  node: Uint8Array,
  columns: readonly Uint8Array[],
  gradient: Float64Array,
  information: Float64Array,
): [Group, Group] {
  let rightRows = 0
  for (let k = 0; k < rows.length; k++) if (node[rows[k]!] === rightNode) rightRows += 1
  const left = new Uint32Array(rows.length - rightRows)
  const right = new Uint32Array(rightRows)
  let toRight = 0
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!
    if (node[row] === rightNode) right[toRight++] = row
    else left[k - toRight] = row
  }
  const isLeftSmaller = left.length < right.length
  const small = { rows: isLeftSmaller ? left : right, sums: new Float64Array(sums.length) }
  addRows(small, columns, gradient, information)
  const large = { rows: isLeftSmaller ? right : left, sums: sums.map((sum, at) => sum - small.sums[at]!) }
  return isLeftSmaller ? [small, large] : [large, small]
}

/** The best place to cut one node's histogram: bins up to `cut` go left. */
function findCut(sums: Float64Array, from: number): { gain: number; cut: number } {
  let sumG = 0
  let sumH = 0
  for (let at = from; at < from + 2 * MOST_BINS; at += 2) {
    sumG += sums[at]!
    sumH += sums[at + 1]!
  }
  const whole = sumG ** 2 / (sumH + RIDGE)
  let leftG = 0
  let leftH = 0
  let gain = 0
  let cut = 0
  for (let bin = 0; bin < MOST_BINS - 1; bin++) {
    leftG += sums[from + 2 * bin]!
    leftH += sums[from + 2 * bin + 1]!
    if (leftH < LEAST_INFORMATION || sumH - leftH < LEAST_INFORMATION) continue
    const found = leftG ** 2 / (leftH + RIDGE) + (sumG - leftG) ** 2 / (sumH - leftH + RIDGE) - whole
    if (found <= gain) continue
    gain = found
    cut = bin
  }
  return { gain, cut }
}

/** Several observers of one plan learn from the same columns: each is cut into bins once. */
const KNOWN_BINS = new WeakMap<Float32Array, { trainRows: number; bins: Uint8Array }>()

function toBins(values: Float32Array, trainRows: number): Uint8Array {
  const known = KNOWN_BINS.get(values)
  if (known?.trainRows === trainRows) return known.bins
  const bins = cutBins(values, trainRows)
  KNOWN_BINS.set(values, { trainRows, bins })
  return bins
}

/** Quantile bins, cut by the training rows only. */
function cutBins(values: Float32Array, trainRows: number): Uint8Array {
  const step = Math.max(1, Math.floor(trainRows / 20_000))
  const sample: number[] = []
  for (let row = 0; row < trainRows; row += step) sample.push(values[row]!)
  sample.sort((a, b) => a - b)
  const cuts: number[] = []
  for (let k = 1; k < MOST_BINS; k++) {
    const value = sample[Math.floor((k * sample.length) / MOST_BINS)] ?? 0
    if (cuts.length === 0 || value > cuts.at(-1)!) cuts.push(value)
  }
  // The rarest values matter most here (a visit a moment ago): one cut just below the top keeps them apart.
  const top = sample.at(-1) ?? 0
  if (cuts.length === 1 && top > cuts[0]!) cuts.push((cuts[0]! + top) / 2)
  return Uint8Array.from(values, (value) => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (cuts[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  })
}

function meanLoss(odds: Float64Array, started: Uint8Array, from: number, to: number): number {
  let sum = 0
  for (let row = from; row < to; row++) sum += Math.log1p(Math.exp(started[row] === 1 ? -odds[row]! : odds[row]!))
  return to > from ? sum / (to - from) : 0
}

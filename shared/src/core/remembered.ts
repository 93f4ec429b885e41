/**
 * A stage that keeps its last answers, so that a ranking asked again with one setting moved does only what hangs on that setting. The answers
 * go with what they were made from (incidents, areas, a scope); they are shared, so nobody may change them.
 *
 * @param keep answers for one `of`; the one not asked for longest goes first
 * @param keyOf everything of `given`, as far as it matters to `of`, that the answer hangs on
 */
export function remembered<Of extends object, Given, Answer>(
  keep: number,
  keyOf: (given: Given, of: Of) => string,
  make: (of: Of, given: Given) => Answer,
): (of: Of, given: Given) => Answer {
  const known = new WeakMap<Of, Map<string, { answer: Answer }>>()
  return (of, given) => {
    const answers = known.get(of) ?? new Map<string, { answer: Answer }>()
    known.set(of, answers)
    const key = keyOf(given, of)
    const found = answers.get(key) ?? { answer: make(of, given) }
    // A map keeps the order of entry: the last asked for is the last to go.
    answers.delete(key)
    answers.set(key, found)
    if (answers.size > keep) answers.delete(answers.keys().next().value!)
    return found.answer
  }
}

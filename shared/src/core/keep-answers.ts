/**
 * Answers by key that are kept for as long as the one who asks lives. When there are so many, all are forgotten at once: in a process that
 * stands for months they must end somewhere, and hardly any question reaches the end.
 *
 * @param most answers kept
 */
export function keepAnswers<Answer>(most: number): (key: string, make: () => Answer) => Answer {
  const known = new Map<string, { answer: Answer }>()
  return (key, make) => {
    const found = known.get(key)
    if (found !== undefined) return found.answer
    if (known.size >= most) known.clear()
    const answer = make()
    known.set(key, { answer })
    return answer
  }
}

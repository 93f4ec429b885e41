/** The file that was dropped on one screen and is looked at on the next. It stays in this page and goes with it. */
let chosen: File | undefined

export function handOver(file: File): void {
  chosen = file
}

/** The file that was handed over, once. */
export function takeOver(): File | undefined {
  const file = chosen
  chosen = undefined
  return file
}
